#!/usr/bin/env python3
"""usage: peers.py ENGINE CASE FILE: asks other engines the questions of bench/run.

Prints one number, the answer that Plume gives too: kilowatt-hours of a and b, hours of c. Each
query is written as that engine's users would write it, on two threads."""
import sys

THREADS = 2
# An interval above max(10 s, 5 x the median of its device) is a gap. d: g, t in seconds, p in watts.
LIMIT = 'm as (select g, greatest(10.0, 5*median(t-pt))*1.000001 lim from d where t > pt group by g)'
ENERGY = ('select d.g, count(*), sum((t-pt)*(p+pp)/2)/3.6e6 kwh, '
          'sum(case when t-pt > lim then 1 else 0 end), '
          'sum(case when t-pt > lim then t-pt else 0 end) from d join m on d.g = m.g group by d.g')
GRAMS = {'USA': .379, 'FRA': .056, 'DEU': .381}
# By project: kWh, both methods, device-hours, of the longest row of each run.
TOTALS = ('count(*) n, sum(duration) s, sum(energy_consumed) kwh, sum(emissions) kg, '
          'sum(1.58*duration/3600*(cpu_power+ram_power+gpu_power)/1000*0.4327) strubell, '
          "sum(duration/3600*gpu_power/1000*1.1*case country_iso_code when 'USA' then 0.379 "
          "when 'FRA' then 0.056 when 'DEU' then 0.381 else 0.125 end) patterson, "
          'sum(duration*gpu_count)/3600 device_hours')


def duckdb(case, file):
    import duckdb
    db = duckdb.connect(config={'threads': THREADS})
    lag = ('d as materialized (select g, t, p, lag(t) over w pt, lag(p) over w pp from t '
           'window w as (partition by g order by t))')
    if case == 'a':
        rows = db.sql(f"""with t as (select g, epoch_ms(s)/1000.0 t, p from read_csv('{file}',
            header=false, skip=1, delim=', ', columns={{'s':'TIMESTAMP','g':'INT','p':'DOUBLE'}},
            timestampformat='%Y/%m/%d %H:%M:%S.%g')), {lag}, {LIMIT} {ENERGY}""").fetchall()
        return sum(r[2] for r in rows)
    if case == 'dirty':  # every typed query ends with an error; this one drops rows without a word
        rows = db.sql(f"""with r as (select try_cast(g as int) g,
            epoch_ms(try_strptime(s,'%Y/%m/%d %H:%M:%S.%g'))/1000.0 t,
            try_cast(replace(p,' W','') as double) p from read_csv('{file}', header=false, skip=1,
            delim=', ', all_varchar=true, ignore_errors=true,
            columns={{'s':'VARCHAR','g':'VARCHAR','p':'VARCHAR'}})), t as (select * from r
            where g is not null and t is not null and p is not null), {lag}, {LIMIT} {ENERGY}""")
        return sum(r[2] for r in rows.fetchall())
    if case == 'b':
        rows = db.sql(f"""select project_name, {TOTALS} from (select * from
            read_csv('{file}', header=true) qualify row_number() over
            (partition by run_id order by duration desc) = 1) group by 1""").fetchall()
        return sum(r[3] for r in rows)
    if case == 'c':
        import adbc_driver_sqlite.dbapi as sqlite
        with sqlite.connect('file:%s?mode=ro' % file) as link, link.cursor() as cursor:
            cursor.execute('select study_id, state, datetime_start, datetime_complete from trials')
            db.register('trials', cursor.fetch_arrow_table())
        rows = db.sql("""select study_id, state, count(*), sum(epoch_us(datetime_complete::timestamp)
            -epoch_us(datetime_start::timestamp))/1e6 from trials group by 1, 2""").fetchall()
        return sum(r[3] for r in rows if r[3] is not None) / 3600
    if case == 'prometheus':
        rows = db.sql(f"""with r as (select unnest(data.result) r from read_json('{file}',
            maximum_object_size=900000000)), x as (select r.metric.gpu::int g,
            unnest(r."values") v from r), t as (select g, v[1]::double t, v[2]::double p from x),
            {lag} select g, count(*), sum((t-pt)*(p+pp)/2)/3.6e6 from d group by g""").fetchall()
        return sum(r[2] for r in rows)
    rows = db.sql(f"""select split_part(State,' ',1) s, count(*) n, sum(ElapsedRaw) sec,
        sum(ElapsedRaw*coalesce(try_cast(regexp_extract(AllocTRES,'gres/gpu=([0-9]+)',1) as int),0))
        /3600.0 h, sum(ConsumedEnergyRaw)/3.6e6 kwh from read_csv('{file}', delim='|', header=true,
        quote='', types={{'JobID':'VARCHAR'}}) where not contains(JobID,'.') group by 1""").fetchall()
    return sum(r[4] for r in rows)


def polars(case, file):
    import os
    os.environ['POLARS_MAX_THREADS'] = str(THREADS)
    import polars as pl
    c = pl.col
    if case == 'a':
        rows = pl.scan_csv(file, has_header=False, skip_rows=1,
                           schema={'t': pl.String, 'g': pl.String, 'p': pl.String})
        rows = rows.select(
            c('t').str.to_datetime('%Y/%m/%d %H:%M:%S%.3f', time_unit='ms').dt.epoch('ms') / 1000.0,
            c('g').str.strip_chars(' ').cast(pl.Int32), c('p').str.strip_chars(' ').cast(pl.Float64))
        step = c('t').diff()
        energy = step * (c('p') + c('p').shift(1)) / 2
        gap = step > pl.max_horizontal(pl.lit(10.0), 5 * step.filter(step > 0).median()) * 1.000001
        return rows.group_by('g').agg(energy.sum() / 3.6e6, gap.sum().alias('gaps')).collect(
            engine='streaming')['t'].sum()
    if case == 'b':
        d, g = c('duration'), c('gpu_power')
        grid = pl.lit(.125)
        for iso, kg in GRAMS.items():
            grid = pl.when(c('country_iso_code') == iso).then(kg).otherwise(grid)
        rows = pl.scan_csv(file).select(
            'project_name', 'run_id', 'duration', 'emissions', 'cpu_power', 'gpu_power', 'ram_power',
            'energy_consumed', 'country_iso_code', 'gpu_count')
        rows = rows.sort('duration').unique(subset=['run_id'], keep='last').group_by('project_name')
        return rows.agg(
            pl.len(), d.sum(), c('energy_consumed').sum(), c('emissions').sum(),
            (d * (c('cpu_power') + c('ram_power') + g) * (1.58 * .4327 / 3.6e6)).sum().alias('S'),
            (d * g * grid * (1.1 / 3.6e6)).sum().alias('P'),
            (d * c('gpu_count') / 3600).sum().alias('H')).collect(
                engine='streaming')['energy_consumed'].sum()
    rows = pl.scan_csv(file, separator='|', quote_char=None,
                       schema_overrides={'JobID': pl.String})
    rows = rows.filter(~c('JobID').str.contains('.', literal=True))
    gpus = c('AllocTRES').str.extract('gres/gpu=([0-9]+)', 1).cast(pl.Int64).fill_null(0)
    return rows.group_by(c('State').str.split(' ').list.first().alias('s')).agg(
        pl.len(), c('ElapsedRaw').sum(), (c('ElapsedRaw') * gpus).sum().alias('h'),
        (c('ConsumedEnergyRaw').sum() / 3.6e6)).collect(
            engine='streaming')['ConsumedEnergyRaw'].sum()


def pandas(case, file):
    import sqlite3
    import pandas as pd
    d = pd.read_sql('select study_id, state, datetime_start a, datetime_complete b from trials',
                    sqlite3.connect(file))
    form = '%Y-%m-%d %H:%M:%S.%f'
    d['s'] = (pd.to_datetime(d.b, format=form) - pd.to_datetime(d.a, format=form)).dt.total_seconds()
    return d.groupby(['study_id', 'state'])['s'].agg(['size', 'sum'])['sum'].sum() / 3600


def chdb(case, file):
    import chdb
    lag = ('d as (select g, t, p, lagInFrame(toNullable(t)) over w pt, lagInFrame(toNullable(p)) '
           'over w pp from t window w as (partition by g order by t rows between unbounded preceding '
           'and unbounded following))')
    more = f' settings max_threads={THREADS}'
    if case == 'a':
        query = f"""with t as (select g, toUnixTimestamp64Milli(s)/1000 t, p from file('{file}',
            'CSV', 's DateTime64(3,\\'UTC\\'), g Int32, p Float64')), {lag}, {LIMIT}
            select sum(kwh) from ({ENERGY})"""
        more += ", date_time_input_format='best_effort', input_format_csv_skip_first_lines=1"
    elif case == 'c':
        time = "toUnixTimestamp64Micro(parseDateTime64BestEffortOrNull(%s, 6, 'UTC'))"
        query = f"""select sum(s)/3600 from (select study_id, state, count(*),
            sum({time % 'datetime_complete'}-{time % 'datetime_start'})/1e6 s
            from sqlite('{file}', 'trials') group by 1, 2)"""
    else:
        query = f"""with r as (select arrayJoin(JSONExtractArrayRaw(raw_, 'data', 'result')) r
            from file('{file}', 'RawBLOB', 'raw_ String')), x as (select
            toInt32(JSONExtractString(r, 'metric', 'gpu')) g, arrayJoin(JSONExtract(r, 'values',
            'Array(Tuple(Float64, String))')) v from r), t as (select g, v.1 t, toFloat64(v.2) p
            from x), {lag} select sum(kwh) from
            (select g, sum((t-pt)*(p+pp)/2)/3.6e6 kwh from d group by g)"""
    return float(str(chdb.query(query + more, 'CSV')))


def sql(case, file):
    """The one-liner; days in floating point cost it a few digits."""
    import sqlite3
    rows = sqlite3.connect(file).execute(
        'select study_id, state, count(*), sum((julianday(datetime_complete)'
        '-julianday(datetime_start))*24) from trials group by 1, 2')
    return sum(r[3] for r in rows if r[3] is not None)


def numpy(case, draws):
    """Two intervals of a product of eight lognormal quantities, as `plume estimate` draws two."""
    import numpy as np
    random = np.random.default_rng(1)
    for _ in range(2):
        total = np.ones(int(draws))
        for _ in range(8):
            total *= np.exp(0.1 * random.standard_normal(int(draws)))
        answer = np.quantile(total, [.025, .5, .975])
    return answer[1]


if __name__ == '__main__':
    print('%.17g' % globals()[sys.argv[1]](*sys.argv[2:4]))
