-- The role, the database and the extensions that the services find. For psql, at every start, natively and in containers:
-- whatever is missing is made, as the first start may have been cut short. The environment holds the role's password.
\set ON_ERROR_STOP on
\getenv password HEARTH_ROLE_PASSWORD
SELECT 'CREATE ROLE hearth LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hearth') \gexec
ALTER ROLE hearth PASSWORD :'password';
SELECT 'CREATE DATABASE hearth OWNER hearth' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'hearth') \gexec
\connect hearth
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
