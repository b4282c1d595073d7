-- Which service may do what in a database of Hearth; run as the superuser, as often as one likes. A service's role owns the schemas
-- that it brings up to date. The indexer owns nothing: what it may do in the catalogue, media grants it (`writers` of the schema),
-- since whoever may make a trigger there runs code with media's rights.
DO $$
DECLARE
  each record;
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO hearth_indexer', current_database());
  EXECUTE format('GRANT CONNECT, CREATE ON DATABASE %I TO hearth_media, hearth_analytics, hearth_gateway', current_database());
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;

  -- What an older version, or a restore, made as `hearth` goes to the service that it belongs to.
  FOR each IN
    WITH owned (name, owner) AS (
      VALUES ('identity', 'hearth_media'), ('uploading', 'hearth_media'), ('catalog', 'hearth_media'),
        ('analytics', 'hearth_analytics'), ('realtime', 'hearth_gateway')),
    schemas AS (
      SELECT s.oid, s.nspname, owned.owner, r.oid AS owner_id, s.nspowner
      FROM owned JOIN pg_namespace s ON s.nspname = owned.name JOIN pg_roles r ON r.rolname = owned.owner)
    SELECT format('SCHEMA %I', nspname) AS what, owner FROM schemas WHERE nspowner <> owner_id
    UNION ALL
    -- Indexes, and sequences of columns, follow their tables.
    SELECT format('%s %I.%I', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
        s.nspname, c.relname), s.owner
    FROM schemas s JOIN pg_class c ON c.relnamespace = s.oid
    WHERE c.relowner <> s.owner_id AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND c.relkind = 'S' AND d.deptype IN ('a', 'i'))
    UNION ALL
    SELECT format('ROUTINE %s', p.oid::regprocedure), s.owner
    FROM schemas s JOIN pg_proc p ON p.pronamespace = s.oid WHERE p.proowner <> s.owner_id
    UNION ALL
    SELECT format('TYPE %I.%I', s.nspname, t.typname), s.owner
    FROM schemas s JOIN pg_type t ON t.typnamespace = s.oid
    WHERE t.typowner <> s.owner_id AND t.typtype IN ('e', 'd')
    UNION ALL
    SELECT format('%s %I.%I', kind, s.nspname, made.name), s.owner
    FROM schemas s JOIN (
      SELECT 'TEXT SEARCH CONFIGURATION' AS kind, cfgname AS name, cfgnamespace AS schema_id, cfgowner AS present FROM pg_ts_config
      UNION ALL
      SELECT 'TEXT SEARCH DICTIONARY', dictname, dictnamespace, dictowner FROM pg_ts_dict) made ON made.schema_id = s.oid
    WHERE made.present <> s.owner_id
  LOOP
    EXECUTE format('ALTER %s OWNER TO %I', each.what, each.owner);
  END LOOP;
END $$;
