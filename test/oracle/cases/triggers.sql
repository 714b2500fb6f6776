-- case: create trigger tab before insert on a for each row execute function f(
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before insert on a for each row execute function f();
create trigger tab before insert on a for each row execute function f();

-- case: create or replace trigger tab before update on a for each row execute 
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before insert on a for each row execute function f();
create or replace trigger tab before update on a for each row execute function f();

-- case: create constraint trigger tab after insert on a from b deferrable for 
-- setup: create table a(id int);
-- setup: create table b(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create constraint trigger tab after insert on a from b deferrable for each row execute function f();

-- case: create trigger tab before update of nope on a for each row execute fun
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab before update of nope on a for each row execute function f();

-- case: create trigger tab instead of insert on view1 for each row execute fun
-- setup: create view view1 as select 1 a;
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab instead of insert on view1 for each row execute function f();

-- case: create trigger tab before insert on view1 for each row execute functio
-- setup: create view view1 as select 1 a;
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab before insert on view1 for each row execute function f();

-- case: create trigger tab after truncate on a execute function f()
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab after truncate on a execute function f();

-- case: a trigger that calls a procedure
-- setup: CREATE PROCEDURE pp() LANGUAGE sql AS 'select 1';
CREATE TRIGGER tr BEFORE INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION pp();
