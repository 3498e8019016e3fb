"""Publications: frozen bundles of what a council published, and the public pages that show them."""
