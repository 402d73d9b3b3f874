"""Tests of test sets: which crops are drawn and chosen, and what was decided about them."""
