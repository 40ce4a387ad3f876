"""How the shipped weights were made: one script a model, and the figures they were chosen by.

Nothing here runs in the product.
"""
