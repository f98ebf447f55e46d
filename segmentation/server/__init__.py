"""What stands before pages and API alike: who may ask, and what browsers may do with answers.

May import: errors, models, answering, api.
"""
