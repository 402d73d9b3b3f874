"""Broken and hostile files of twelve classes, by plain mutation: each opens, or is refused in words, within limits.

`python -m tests.fuzz --minutes 10 [--class sessions] [--from 5000]`; the suite itself tries a few of each class.
"""
