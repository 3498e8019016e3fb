"""Template tag libraries; Django asks for a package."""
