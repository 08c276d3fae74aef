/* Meters of whole machines, and what of one machine counts. */
#include "support/logs.h"

#include "logs/meters.h"

extern const plume_reader plume_reader_power_csv, plume_reader_powercap,
    plume_reader_prometheus, plume_reader_redfish;

static const struct {
    const char *name;
    plume_meter meter;
} names[] = {
    { "node_power_w", PLUME_METER_NODE },
    { "n1_watts", PLUME_METER_NODE },
    { "SystemPowerWatts", PLUME_METER_NODE },
    { "Pwr Consumption", PLUME_METER_NODE },
    { "host_power_watts", PLUME_METER_NODE },
    { "chassis_power", PLUME_METER_CHASSIS },
    { "wall_power_w", PLUME_METER_WALL },
    { "smart plug W", PLUME_METER_WALL },
    { "apower", PLUME_METER_WALL },
    { "tasmota_power", PLUME_METER_WALL },
    { "AverageConsumedWatts", PLUME_METER_NODE },
    { "PowerConsumedWatts", PLUME_METER_NODE },
    { "ipmi_dcmi_power_consumption_watts", PLUME_METER_BOARD },
    { "bmc_watts", PLUME_METER_BOARD },
    { "PS1 Input Power", PLUME_METER_SUPPLY },
    { "psu2_power_w", PLUME_METER_SUPPLY },
    { "redfish_chassis_power_powersupply_power_input_watts", PLUME_METER_SUPPLY },
    { "pdu outlet 3", PLUME_METER_SUPPLY },
    { "PSU1_POUT", PLUME_METER_OUTPUT },
    { "redfish_chassis_power_powersupply_last_power_output_watts", PLUME_METER_OUTPUT },
    { "12V rail", PLUME_METER_RAIL },
    { "gpu0_power_w", PLUME_METER_PART },
    { "node_gpu_power", PLUME_METER_PART },
    { "node_rapl_package_joules_total", PLUME_METER_PART },
    { "node_hwmon_power_average_watt", PLUME_METER_PART },
    { "DCGM_FI_DEV_POWER_USAGE", PLUME_METER_PART },
    { "cpu_power", PLUME_METER_PART },
    { "ipmi_power_watts CPU1 Power", PLUME_METER_PART },
    { "power", PLUME_METER_PART },
};

START_TEST(a_name_tells_what_of_a_machine_it_meters)
{
    ck_assert_msg(plume_meter_of(names[_i].name) == names[_i].meter, "%s: %d",
                  names[_i].name, (int)plume_meter_of(names[_i].name));
}
END_TEST

static double kwh_of(const plume_reader *reader, const char *name, const char *text)
{
    test_log log;
    double kwh;

    test_log_read(&log, reader, name, text);
    ck_assert_uint_eq(log.runs, 1);
    ck_assert_uint_eq(log.records.rejected, 0);
    kwh = log.run[0].energy.total_kwh;
    ck_assert_int_eq(log.run[0].energy.scope, PLUME_SCOPE_IT);
    test_log_dispose(&log);
    return kwh;
}

/* An hour at 500 W at the node, which its supplies, their outputs and DCMI tell too. */
#define SERIES(labels, watts)                                                            \
    "{\"metric\":{" labels "},\"values\":[[0,\"" watts "\"],[3600,\"" watts "\"]]}"
#define RANGE(series)                                                                    \
    "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" series    \
    "]}}"
#define IPMI(host, sensor, watts)                                                        \
    SERIES("\"__name__\":\"ipmi_power_watts\",\"instance\":\"" host                      \
           ":9290\",\"name\":\"" sensor "\"",                                            \
           watts)
#define DCMI(host, job, watts)                                                           \
    SERIES("\"__name__\":\"ipmi_dcmi_power_consumption_watts\",\"instance\":\"" host     \
           ":9290\",\"job\":\"" job "\"",                                                \
           watts)

static const struct {
    const char *series;
    double kwh;
} ranges[] = {
    { RANGE(IPMI("n1", "System Power", "500") "," IPMI(
          "n1", "PS1 Input Power", "260") "," IPMI("n1", "PS2 Input Power",
                                                   "255") "," DCMI("n1", "a", "490")),
      0.5 },
    { RANGE(IPMI("n1", "PS1 Input Power", "260") "," IPMI(
          "n1", "PS2 Input Power",
          "240") "," IPMI("n1", "PS1 Output Power",
                          "230") "," IPMI("n1", "PS2 Output Power", "220")),
      0.5 },
    { RANGE(DCMI("n1", "a", "500") "," DCMI("n1", "b", "500")), 0.5 },
    { RANGE(DCMI("n1", "a", "500") "," IPMI("n2", "PS1 Input Power", "260") "," IPMI(
          "n2", "PS2 Input Power", "240")),
      1.0 },
    { RANGE(DCMI("n1", "a", "500") "," SERIES(
          "\"__name__\":\"node_rapl_package_joules_total\",\"instance\":\"n1:9290\"",
          "77")),
      0.5 },
    /* exporters of one host listen at several ports; its GPUs are inside of it */
    { RANGE(DCMI("n1", "a", "490") "," SERIES(
          "\"__name__\":\"redfish_chassis_power_average_consumed_watts\","
          "\"instance\":\"N1.example.org:9610\"",
          "500") "," SERIES("\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\","
                            "\"instance\":\"n1:9400\",\"gpu\":\"0\"",
                            "300")),
      0.5 },
    { RANGE(DCMI("n1", "a", "490") "," SERIES(
          "\"__name__\":\"network_ups_tools_ups_realpower\",\"instance\":\"n1:9199\"",
          "550")),
      0.55 },
    { RANGE(SERIES("\"__name__\":\"collectd_ipmi_power\",\"exported_instance\":\"n1\","
                   "\"ipmi\":\"System Level system_board (7.1)\"",
                   "500") "," SERIES("\"__name__\":\"collectd_ipmi_power\","
                                     "\"exported_instance\":\"n1\","
                                     "\"ipmi\":\"PS1 Input power_supply (10.1)\"",
                                     "260")),
      0.5 },
};

START_TEST(meters_of_one_machine_exclude_each_other_by_host)
{
    ck_assert_double_eq_tol(
        kwh_of(&plume_reader_prometheus, "range.json", ranges[_i].series), ranges[_i].kwh,
        1e-12);
}
END_TEST

static const struct {
    const char *text;
    double kwh;
} tables[] = {
    { "time,node_power_w,psu1_in_w,psu2_in_w\n0,500,260,255\n3600,500,260,255\n", 0.5 },
    { "time,psu1_in_w,psu2_in_w,psu1_out_w,psu2_out_w\n0,250,250,230,230\n"
      "3600,250,250,230,230\n",
      0.5 },
    { "time,wall_w,node_w,gpu0_w\n0,550,500,300\n3600,550,500,300\n", 0.55 },
    { "time,n1_w,n2_w\n0,500,400\n3600,500,400\n", 0.9 },
    { "time,node_w,system_w\n0,500,505\n3600,500,505\n", 0.5 },
    { "time,psu_power,12v_rail_w,5v_rail_w\n0,500,300,100\n3600,500,300,100\n", 0.5 },
    { "time,ups_realpower_w,node_w\n0,550,500\n3600,550,500\n", 0.55 },
    { "time,PowerConsumedWatts,PSU1 PowerInputWatts\n0,500,510\n3600,500,510\n", 0.5 },
};

/* What a node draws has no other name beside that of its parts (Cray's pm_counters). */
START_TEST(power_beside_the_power_of_parts_is_their_total)
{
    ck_assert_double_eq_tol(
        kwh_of(&plume_reader_power_csv, "power.csv",
               "time,power,cpu_power,memory_power,accel0_power\n0,600,200,50,300\n"
               "3600,600,200,50,300\n"),
        0.6, 1e-12);
    ck_assert_double_eq_tol(
        kwh_of(&plume_reader_power_csv, "power.csv",
               "time,power,cpu_power,memory_power\n0,250,200,50\n3600,250,200,50\n"),
        0.25, 1e-12);
}
END_TEST

START_TEST(columns_of_one_machine_exclude_each_other)
{
    ck_assert_double_eq_tol(kwh_of(&plume_reader_power_csv, "power.csv", tables[_i].text),
                            tables[_i].kwh, 1e-12);
    if (_i != 2) /* that one is no poll of machines alone */
        ck_assert_double_eq_tol(
            kwh_of(&plume_reader_redfish, "power.csv", tables[_i].text), tables[_i].kwh,
            1e-12);
}
END_TEST

START_TEST(sensors_in_a_long_table_are_devices_and_exclude_each_other)
{
    static const char node[] = "time,host,sensor,watts\n"
                               "0,n1,System Power,500\n0,n1,PSU1 Input,260\n"
                               "0,n1,PSU2 Input,250\n0,n2,PSU1 Input,210\n"
                               "0,n2,PSU2 Input,190\n"
                               "3600,n1,System Power,500\n3600,n1,PSU1 Input,260\n"
                               "3600,n1,PSU2 Input,250\n3600,n2,PSU1 Input,210\n"
                               "3600,n2,PSU2 Input,190\n";
    static const char parts[] = "time,sensor,watts\n0,cpu0,100\n0,cpu1,110\n0,dram,20\n"
                                "3600,cpu0,100\n3600,cpu1,110\n3600,dram,20\n";

    ck_assert_double_eq_tol(kwh_of(&plume_reader_power_csv, "p.csv", node), 0.9, 1e-12);
    ck_assert_double_eq_tol(kwh_of(&plume_reader_power_csv, "p.csv", parts), 0.23, 1e-12);
}
END_TEST

START_TEST(domains_of_one_host_say_nothing_of_another)
{
    test_log log;

    test_log_read(&log, &plume_reader_powercap, "rapl.csv",
                  "timestamp,host,zone,energy_uj\n"
                  "0,n1,psys,0\n0,n1,package-0,0\n0,n2,package-0,0\n"
                  "10,n1,psys,500000000\n10,n1,package-0,300000000\n"
                  "10,n2,package-0,200000000\n");
    ck_assert_double_eq_tol(log.run[0].energy.total_kwh, 700 / 3.6e6, 1e-12);
    test_log_dispose(&log);
}
END_TEST

START_TEST(two_columns_of_ids_tell_devices_apart_together)
{
    test_log log;

    test_log_read(&log, &plume_reader_power_csv, "p.csv",
                  "time,index,gpu,power_w\n0,0,0,100\n0,0,1,200\n3600,0,0,100\n"
                  "3600,0,1,200\n");
    ck_assert_double_eq_tol(log.run[0].energy.total_kwh, 0.3, 1e-12);
    ck_assert_double_eq(log.run[0].device_count, 2);
    test_log_dispose(&log);
}
END_TEST

START_TEST(a_total_above_its_parts_stands)
{
    test_log log;

    test_log_read(&log, &plume_reader_power_csv, "power.csv",
                  "timestamp,cpu_power,total_power\n2024-01-01T00:00:00Z,5,25\n"
                  "2024-01-01T01:00:00Z,5,25\n");
    ck_assert_double_eq_tol(log.run[0].energy.total_kwh, 0.025, 1e-12);
    ck_assert_str_eq(
        test_log_note(&log, "total-above-parts")->message,
        "column 'total_power' holds 5.00 times what the columns of its parts "
        "hold together: it is read, and they are left out");
    test_log_dispose(&log);
    test_log_read(&log, &plume_reader_power_csv, "power.csv",
                  "timestamp,gpu0_w,gpu1_w,total_w\n0,100,100,200\n10,0,100,100\n"
                  "20,100,,200\n30,100,100,200\n");
    (void)test_log_note(&log, "total-left-out");
    test_log_dispose(&log);
}
END_TEST

START_TEST(a_column_of_words_is_no_reading)
{
    test_log log;

    test_log_read(&log, &plume_reader_power_csv, "amd.csv",
                  "timestamp,gpu,socket_power,power_management\n"
                  "1767225600,0,500,ENABLED\n1767225600,1,700,ENABLED\n"
                  "1767225660,0,500,ENABLED\n1767225660,1,700,ENABLED\n");
    ck_assert_uint_eq(log.records.read, 4);
    ck_assert_uint_eq(log.records.used, 4);
    ck_assert_double_eq_tol(log.run[0].energy.total_kwh, 0.02, 1e-12);
    ck_assert_double_eq(log.run[0].device_count, 2);
    (void)test_log_note(&log, "words-left-out");
    test_log_dispose(&log);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_name_tells_what_of_a_machine_it_meters, 0,
                        sizeof names / sizeof *names);
    tcase_add_test(tcase, power_beside_the_power_of_parts_is_their_total);
    tcase_add_loop_test(tcase, meters_of_one_machine_exclude_each_other_by_host, 0,
                        sizeof ranges / sizeof *ranges);
    tcase_add_loop_test(tcase, columns_of_one_machine_exclude_each_other, 0,
                        sizeof tables / sizeof *tables);
    tcase_add_test(tcase, sensors_in_a_long_table_are_devices_and_exclude_each_other);
    tcase_add_test(tcase, domains_of_one_host_say_nothing_of_another);
    tcase_add_test(tcase, two_columns_of_ids_tell_devices_apart_together);
    tcase_add_test(tcase, a_total_above_its_parts_stands);
    tcase_add_test(tcase, a_column_of_words_is_no_reading);
}

int main(void)
{
    return test_main("meters", add);
}
