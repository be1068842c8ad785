-- How a person wants to be told by e-mail. $1 agency, $2 account.
select address, kinds, daily, language from mail_choice where tenant_id = $1 and account_id = $2;
