"""The pages on which values are asked for, followed, corrected and given owners."""
