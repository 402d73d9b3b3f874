"""What earlier versions wrote goes on opening."""
