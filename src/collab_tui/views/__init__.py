"""Views: what a query finds as a whole, drawn in cells that lead somewhere.

The data come from `collab_tui.catalog.views`. This package draws them once on a canvas of cells,
for the explorer, plain text, ANSI and SVG. Begin with `collab_tui.views.view`.
"""
