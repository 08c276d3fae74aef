# usage: awk -v make=KIND -v count=N [-v folder=FOLDER] -f evidence_inputs.awk
# What people have, in the number of N; the same arguments give the same bytes.
#   power    N rows of nvidia-smi over 64 GPUs, one round a second (to standard output)
#   rows     N rows of CodeCarbon, 16 at any time, a minute between two starts
#   jobs     the same N as jobs of Slurm
#   together N rows of CodeCarbon with the same hours      crowd    the same as jobs
#   small    N logs below FOLDER, which must be there: CodeCarbon, carbontracker and Eco2AI beside
#            each other in a folder of each run
function random() { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648 }
function moment(s,   era, day, of_era, year, of_year, month) { # seconds of 2024 and later
    day = int(s / 86400) + 19783 + 719468 # from 2024-03-01, in the civil calendar
    era = int(day / 146097); of_era = day - era * 146097
    year = int((of_era - int(of_era / 1460) + int(of_era / 36524) - int(of_era / 146096)) / 365)
    of_year = of_era - (365 * year + int(year / 4) - int(year / 100))
    month = int((5 * of_year + 2) / 153)
    day = of_year - int((153 * month + 2) / 5) + 1
    year += era * 400 + (month > 9)
    month = month < 10 ? month + 3 : month - 9
    return sprintf("%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, \
        int(s / 3600) % 24, int(s / 60) % 60, s % 60)
}
function blank(s) { sub(/T/, " ", s); return s }
function head() {
    return "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_power," \
        "ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name," \
        "country_iso_code,region,cloud_provider,cloud_region,os,python_version," \
        "codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude," \
        "ram_total_size,tracking_mode,on_cloud,pue"
}
function row(i, end_s, length_s,   h) {
    h = length_s / 3600
    return sprintf("%s,bert,%08x-0000-4000-a000-%012x,%.1f,%.9g,%.9g,60,700,47,%.9g,%.9g,%.9g," \
        "%.9g,France,FRA,,,,Linux,3.10,2.3.4,96,Xeon,2,2 x NVIDIA A100-SXM4-80GB,2.35,48.85," \
        "503.5,machine,N,1.0", moment(end_s), i * 2654435761 % 4294967296, i, length_s, \
        0.807 * h * 0.056, 0.807 * 0.056 / 3600, 0.06 * h, 0.7 * h, 0.047 * h, 0.807 * h)
}
function job(i, start_s, length_s) {
    return sprintf("%d|train|n%d|%s|%s|%d|COMPLETED|billing=8,cpu=8,gres/gpu:a100=2,gres/gpu=2,node=1", \
        1000 + i, i % 16, moment(start_s), moment(start_s + length_s), length_s)
}
function tracker(i, start_s, length_s, file,   at, k) {
    at = blank(moment(start_s))
    print at " - carbontracker version 1.2.3" >file
    print at " - Only predicted and actual consumptions are multiplied by a PUE coefficient of " \
        "1.55 (A. Survey, 2022)." >file
    print at " - The following components were found: GPU with device(s) NVIDIA A100-SXM4-80GB, " \
        "NVIDIA A100-SXM4-80GB. CPU with device(s) cpu:0." >file
    print at " - Monitoring thread started." >file
    for (k = 1; k <= 2; k++) {
        at = blank(moment(start_s + int(k * length_s / 2)))
        printf "%s - Epoch %d:\n", at, k >file
        printf "%s - Duration: %d:%02d:%02d.00\n", at, length_s / 7200, int(length_s / 120) % 60, \
            int(length_s / 2) % 60 >file
        printf "%s - Average power usage (W) for gpu: [%.1f  %.1f]\n", at, 350 + i % 9, 349 >file
        printf "%s - Average power usage (W) for cpu: [60.5]\n", at >file
    }
    print at " - Monitoring thread ended." >file
    close(file)
}
function eco2ai(i, start_s, length_s, file) {
    print "id,project_name,experiment_description,epoch,start_time,duration(s)," \
        "power_consumption(kWh),CO2_emissions(kg),CPU_name,GPU_name,OS,region/country,cost" >file
    printf "e-%d,bert,run %d,N/A,%s,%.1f,%.9g,%.9g,\"Xeon/1 device(s), TDP:85.0\"," \
        "NVIDIA A100-SXM4-80GB 2 device(s),Linux,FR,0\n", i, i, blank(moment(start_s)), \
        length_s, 0.8 * length_s / 3600, 0.045 * length_s / 3600 >file
    close(file)
}
function small(i,   start_s, length_s, at) {
    start_s = 1800 * i
    length_s = 600 + i % 900
    at = sprintf("%s/run-%05d", folder, i)
    if (i * 3 < count) {
        print head() >(at "/emissions.csv")
        print row(i, start_s + length_s, length_s) >(at "/emissions.csv")
        close(at "/emissions.csv")
    }
    if (i * 3 + 1 < count)
        tracker(i, start_s, length_s, at "/1_carbontracker.log")
    if (i * 3 + 2 < count)
        eco2ai(i, start_s, length_s, at "/emission.csv")
}
BEGIN {
    seed = 7
    if (make == "power") {
        print "timestamp, index, power.draw [W]"
        for (i = 0; i < count; i++) {
            if (i % 64 == 0) { at = moment(int(i / 64)); gsub(/-/, "/", at); at = blank(at) }
            printf "%s.%03d, %d, %.2f\n", at, 10 + int(i % 64 / 4), i % 64, 75 + 265 * random()
        }
    }
    if (make == "rows" || make == "together") print head()
    if (make == "jobs" || make == "crowd")
        print "JobID|JobName|NodeList|Start|End|ElapsedRaw|State|AllocTRES"
    for (i = 0; i < count && make != "power"; i++) {
        if (make == "rows") print row(i, 60 * i + 960, 958)
        if (make == "jobs") print job(i, 60 * i, 961)
        if (make == "together") print row(i, 3600, 3600)
        if (make == "crowd") print job(i, 0, 3600)
        if (make == "small" && i % 3 == 0) small(i / 3)
    }
}
