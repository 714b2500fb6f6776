DROP TABLE history, comments, tickets, projects;
DROP TYPE label;
DROP TYPE state;
