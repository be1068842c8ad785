-- Where the bytes of an object lie after they were put into another store, which has no lock on them yet. $1 tenant, $2 object, $3 key, $4 version. Serves `quytrinh restore`.
update stored_object set object_key = $3, version_id = $4, locked_until = null, held_by_store = false where tenant_id = $1 and id = $2;
