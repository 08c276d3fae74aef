# usage: awk -v rows=N [-v per_run=K] -f codecarbon_rows.awk
# An emissions.csv of N rows in CodeCarbon's 32 columns, K cumulative rows for each run (1). The
# same arguments give the same bytes.
function random() { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648 }
BEGIN {
    seed = 7
    if (per_run == "") per_run = 1
    print "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate," \
        "cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed," \
        "country_name,country_iso_code,region,cloud_provider,cloud_region,os,python_version," \
        "codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude," \
        "ram_total_size,tracking_mode,on_cloud,pue"
    for (i = 0; i < rows; i++) {
        run = int(i / per_run)
        step = i % per_run + 1
        hours = (0.1 + random()) * step
        cpu = 60 * hours / 1000; gpu = 1400 * hours / 1000; ram = 47 * hours / 1000
        total = cpu + gpu + ram
        printf "2024-03-%02dT%02d:%02d:%02d,%s,%08x-0000-4000-a000-%012x,exp,%.12g,%.15g,%.15g," \
            "60,1400,47,%.15g,%.15g,%.15g,%.15g,France,FRA,,,,Linux,3.10,2.3.4,96,Xeon,8," \
            "8 x NVIDIA A100-SXM4-80GB,2.35,48.85,503.5,machine,N,1.0\n", \
            1 + run / 86400 % 28, run / 3600 % 24, run / 60 % 60, run % 60, \
            run % 16 == 0 ? "\"sweep, no warm-up\"" : "bert", run * 2654435761 % 4294967296, run, \
            hours * 3600, total * 0.056, total * 0.056 / (hours * 3600), cpu, gpu, ram, total
    }
}
