"""The one place where the applications are put together: settings, addresses, who may open them, how they are served."""
