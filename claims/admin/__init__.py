"""The editors' panel: one module for each group of models. ``lists`` registers them all."""
