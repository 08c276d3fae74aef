/* Names of devices that are a share of one. */
#include "records/device_share.h"

#include "support/logs.h"

extern const plume_reader plume_reader_slurm, plume_reader_tidy;

static const struct {
    const char *name, *whole;
    double share;
} cases[] = {
    { "a100_1g.5gb", "a100", 1.0 / 7 },
    { "NVIDIA A100-SXM4-40GB MIG 1g.5gb", "NVIDIA A100-SXM4-40GB", 1.0 / 7 },
    { "nvidia_h100_80gb_hbm3_3g.40gb", "nvidia_h100_80gb_hbm3", 3.0 / 7 },
    { "a100_1g.5gb+me", "a100", 1.0 / 7 },
    { "MIG 1c.3g.20gb", "", 1.0 / 7 },
    { "1g.10gb", "", 1.0 / 7 },
    { "1g.6gb", "", 1.0 / 4 },
    { "A30 MIG 2g.12gb", "A30", 0.5 },
    { "A100 MIG 7g.40gb", "A100", 1.0 },
    { "GRID T4-8Q", "T4", 0.5 },
    { "NVIDIA A40-48Q", "A40", 1.0 },
    { "GRID A100-10C", "A100-PCIE-40GB", 0.25 },
    { "GRID V100DX-16Q", "V100-SXM2-32GB", 0.5 },
    { "GRID X9-16Q", "", 1.0 },
    { "NVIDIA A100D-2-20C", "A100-PCIE-80GB", 2.0 / 7 },
    { "H100L-94C", "H100 NVL", 1.0 },
    { "H100L-2-24C", "H100 NVL", 2.0 / 7 },
    { "GRID A100D-7-80C MIG 7g.80gb", "A100-PCIE-80GB", 1.0 },
    { "GRID A100D-3-40C MIG 3g.40gb", "A100-PCIE-80GB", 3.0 / 7 },
    { "NVIDIA A100-SXM4-40GB", "", 1.0 },
    { "AMD Instinct MI300A", "", 1.0 },
    { "Xeon Gold 6248R", "", 1.0 },
    { "", "", 1.0 },
};

START_TEST(a_name_tells_the_share_and_the_whole)
{
    plume_text whole;

    plume_text_init(&whole);
    ck_assert_msg(fabs(plume_device_share(cases[_i].name, &whole) - cases[_i].share) <
                      1e-12,
                  "%s", cases[_i].name);
    ck_assert_str_eq(whole.data, cases[_i].whole);
    plume_text_dispose(&whole);
}
END_TEST

START_TEST(a_job_on_a_slice_has_its_share_of_the_device)
{
    test_log log;

    test_log_read(&log, &plume_reader_slurm, "slurm.psv",
                  "JobID|JobName|State|Start|End|ElapsedRaw|NCPUS|NNodes|AllocTRES\n"
                  "71|full|COMPLETED|2024-05-01T00:00:00|2024-05-01T10:00:00|36000|8|1|"
                  "cpu=8,gres/gpu:a100=1,gres/gpu=1,mem=64G,node=1\n"
                  "72|slice|COMPLETED|2024-05-01T00:00:00|2024-05-01T10:00:00|36000|8|1|"
                  "cpu=8,gres/gpu:a100_1g.5gb=1,gres/gpu=1,mem=16G,node=1\n"
                  "73|shards|COMPLETED|2024-05-01T00:00:00|2024-05-01T10:00:00|36000|8|1|"
                  "cpu=8,gres/shard:a100=3,gres/shard=3,mem=16G,node=1\n");
    ck_assert_uint_eq(log.runs, 3);
    ck_assert_double_eq(log.run[0].device_count, 1);
    ck_assert_double_eq_tol(log.run[1].device_count, 1.0 / 7, 1e-12);
    ck_assert(isnan(log.run[2].device_count));
    ck_assert_str_eq(test_log_note(&log, "device-share")->message,
                     "'a100_1g.5gb' is 0.1429 of a device: its devices and hours are "
                     "counted by that share");
    ck_assert_str_eq(
        test_log_note(&log, "shards")->message,
        "1 job had shards or a percentage of a GPU: how many a GPU has is not in the "
        "accounting, so how many devices it used is not known");
    test_log_dispose(&log);
}
END_TEST

START_TEST(any_log_that_names_a_slice_has_its_share)
{
    test_log log;

    test_log_read(&log, &plume_reader_tidy, "runs.csv",
                  "run_id,state,hours,device,device_count\n"
                  "x,complete,2,NVIDIA A100-SXM4-40GB MIG 3g.20gb,2\n"
                  "y,complete,2,GRID T4-8Q,\n");
    ck_assert_double_eq_tol(log.run[0].device_count, 6.0 / 7, 1e-12);
    ck_assert_double_eq_tol(log.run[1].device_count, 0.5, 1e-12);
    test_log_dispose(&log);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_name_tells_the_share_and_the_whole, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_test(tcase, a_job_on_a_slice_has_its_share_of_the_device);
    tcase_add_test(tcase, any_log_that_names_a_slice_has_its_share);
}

int main(void)
{
    return test_main("device share", add);
}
