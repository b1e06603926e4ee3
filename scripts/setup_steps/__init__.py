"""What ``scripts/setup`` does, one file per step.

Standard library only: it runs before anything is installed.
"""
