"""What the formats of files need beside a drawing: endings, comments, text, pixels for print."""
