-- From here to the end of the transaction, what a change replaces in the dated registers is kept as it was known up to this instant (keep_register_past). $1 instant.
-- Serves every change of the registers.
select set_config('quytrinh.recorded_at', $1, true);
