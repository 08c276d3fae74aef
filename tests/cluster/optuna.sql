-- optuna: what its storage declares in PostgreSQL, as far as it bears on reading
create type trialstate as enum ('RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING');
create table studies (study_id integer primary key, study_name varchar(512) not null);
create table trials (trial_id integer primary key, number integer, study_id integer, state trialstate not null,
  datetime_start timestamp, datetime_complete timestamp);
create table trial_params (param_id integer primary key, trial_id integer, param_name varchar(512), param_value float, distribution_json text);
create table trial_values (trial_value_id integer primary key, trial_id integer not null, objective integer not null, value float, value_type varchar(7));
create table trial_user_attributes (trial_user_attribute_id integer primary key, trial_id integer, key varchar(512), value_json text);
