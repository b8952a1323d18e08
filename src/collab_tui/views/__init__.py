"""The whole at a glance: what a query finds, drawn in cells that lead somewhere.

Data come from `collab_tui.catalog.views`; a canvas of cells is made of them here, by one drawing
for the explorer, plain text, ANSI and SVG. `collab_tui.views.view` is where to begin.
"""
