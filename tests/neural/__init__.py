"""The shipped models themselves, as the product runs them."""
