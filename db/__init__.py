"""The local database: connection, models, queries, migrations and the sample catalogue."""
