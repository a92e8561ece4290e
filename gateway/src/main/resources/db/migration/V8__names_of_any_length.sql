-- An index entry has 2,704 bytes at most, and a name of 1,000 characters may have more: creating one failed. Lists by name
-- sort what the other indexes find.
drop index token_by_name;
