-- The roles, the database and the extensions that the services find; rights.sql comes after it. For psql, at every start, natively
-- and in containers: whatever is missing is made, as the first start may have been cut short. The environment holds the passwords.
\set ON_ERROR_STOP on
\getenv password HEARTH_ROLE_PASSWORD
\getenv media HEARTH_MEDIA_PASSWORD
\getenv indexer HEARTH_INDEXER_PASSWORD
\getenv analytics HEARTH_ANALYTICS_PASSWORD
\getenv gateway HEARTH_GATEWAY_PASSWORD
SELECT format('CREATE ROLE %I LOGIN', wanted)
FROM unnest(ARRAY['hearth', 'hearth_media', 'hearth_indexer', 'hearth_analytics', 'hearth_gateway']) AS wanted
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) \gexec
ALTER ROLE hearth PASSWORD :'password';
ALTER ROLE hearth_media PASSWORD :'media';
ALTER ROLE hearth_indexer PASSWORD :'indexer';
ALTER ROLE hearth_analytics PASSWORD :'analytics';
ALTER ROLE hearth_gateway PASSWORD :'gateway';
\getenv standby HEARTH_STANDBY_PASSWORD
-- Given in containers, where a standby may be started beside it (deploy/swarm, deploy/kubernetes).
\if :{?standby}
SELECT 'CREATE ROLE hearth_standby LOGIN REPLICATION' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hearth_standby') \gexec
ALTER ROLE hearth_standby PASSWORD :'standby';
\endif
-- The owner's role may do what any service may: backups are made with it, and copies of the version before still sign in so.
GRANT hearth_media, hearth_analytics, hearth_gateway TO hearth;
SELECT 'CREATE DATABASE hearth OWNER hearth' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'hearth') \gexec
\connect hearth
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
