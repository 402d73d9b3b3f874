"""A study is planned and run: what is missing is found out, handed to workers, and recorded."""
