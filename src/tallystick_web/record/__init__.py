"""What people read: a council, its plans, priorities, measures and rounds. Joins what the apps below hold; writes nothing."""
