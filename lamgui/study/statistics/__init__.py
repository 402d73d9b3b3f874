"""What the numbers of a study say together: means with intervals, correlations, and the paper's four findings."""
