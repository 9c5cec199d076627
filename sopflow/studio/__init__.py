"""A page to work in: write an SOP, see its table, walk through it, play its scenarios, try it on a store.

It serves one folder on the loopback and nothing else: `guard` lets in whoever has the token of the address, `folder` reads
and writes only inside the folder. `routes` answer the page, whose sources are in `page/` and whose built files in `static/`.
"""
