"""offhook: a telephone agent that runs wholly on its owner's machines."""

__version__ = "0.1.0"
