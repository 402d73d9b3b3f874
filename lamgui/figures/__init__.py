"""Maps and results as pictures: colours, files, figures."""
