-- Partitions made in loops over dates.

-- case: a loop that adds months to a date
-- setup: CREATE TABLE ev (at timestamptz NOT NULL, w text) PARTITION BY RANGE (at);
-- setup: CREATE INDEX ev_at ON ev (at);
DO $$ DECLARE d date := '2024-01-01'; BEGIN
  FOR i IN 0..2 LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS ev_%s PARTITION OF ev FOR VALUES FROM (%L) TO (%L)', to_char(d + (i || ' month')::interval, 'YYYY_MM'), d + (i || ' month')::interval, d + ((i + 1) || ' month')::interval);
  END LOOP;
END $$;

-- case: a loop over the months of a series
-- setup: CREATE TABLE ev (at date NOT NULL, w text) PARTITION BY RANGE (at);
DO $$ DECLARE m date; BEGIN
  FOR m IN SELECT generate_series('2024-01-01'::date, '2024-03-01'::date, '1 month'::interval) LOOP
    EXECUTE 'CREATE TABLE ev_' || to_char(m, 'YYYYMM') || ' PARTITION OF ev FOR VALUES FROM (' || quote_literal(m) || ') TO (' || quote_literal((m + interval '1 month')::date) || ')';
  END LOOP;
END $$;

-- case: a loop while a date is early
-- setup: CREATE TABLE ev (at timestamp NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE ev_w1 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2024-01-08');
DO $$ DECLARE w timestamp := '2024-01-08 00:00:00'; BEGIN
  WHILE w < '2024-02-01' LOOP
    EXECUTE format('CREATE TABLE %I PARTITION OF ev FOR VALUES FROM (%L) TO (%L)', 'ev_' || to_char(w, 'YYYY"w"DD'), w, w + interval '1 week');
    w := w + interval '1 week';
  END LOOP;
END $$;

-- case: a partition that is there already
-- setup: CREATE TABLE ev (at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE ev_2024_02 PARTITION OF ev FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
DO $$ DECLARE d date := '2024-01-31'::date + 1; BEGIN
  EXECUTE format('CREATE TABLE ev_%s PARTITION OF ev FOR VALUES FROM (%L) TO (%L)', to_char(d, 'YYYY_MM'), d, d + 29);
END $$;

-- case: old partitions dropped by their dates
-- setup: CREATE TABLE ev (at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE ev_2023 PARTITION OF ev FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
-- setup: CREATE TABLE ev_2024 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
DO $$ BEGIN
  FOR y IN 2020..2023 LOOP
    EXECUTE format('DROP TABLE IF EXISTS ev_%s', extract(year FROM make_date(y, 1, 1))::int);
    EXECUTE format('DROP TABLE IF EXISTS ev_%s', date_part('year', date_trunc('year', ('2023-05-05'::timestamp))));
  END LOOP;
END $$;

-- case: the end of a month, a month later
DO $$ DECLARE d timestamp := '2024-01-31'; BEGIN
  IF d + interval '1 month' = '2024-02-29 00:00:00' AND d - interval '2 months 1 day' = '2023-11-29' THEN
    LOCK TABLE tgen IN SHARE MODE;
  ELSE
    LOCK TABLE trep IN SHARE MODE;
  END IF;
END $$;
