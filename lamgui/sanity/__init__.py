"""Sanity tests of a map: does it follow the weights, do the marked pixels matter, is it stable?"""
