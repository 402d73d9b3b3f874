"""Files of every odd kind that people have, made by a script: `python -m tests.odd_files FOLDER`."""
