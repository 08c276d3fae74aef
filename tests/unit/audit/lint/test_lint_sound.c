/* Tables, claims and cards in which nothing is wrong, in layouts that people use.
 * Constructed. */
#include "support/lint_world.h"

static const struct {
    const char *path, *text;
} sound[] = {
    { "ok_grand_total.csv", "Model,Energy (kWh),CO2e (kg)\n"
                            "small,480,190\n"
                            "base,960,380\n"
                            "large,3840,1520\n"
                            "Grand total,\"5,280\",\"2,090\"\n" },
    { "subtotals_ok.csv", "model,kWh,kgCO2\n"
                          "a1,100,40\n"
                          "a2,200,80\n"
                          "Subtotal A,300,120\n"
                          "b1,50,20\n"
                          "b2,50,20\n"
                          "Subtotal B,100,40\n"
                          "Total,400,160\n" },
    { "family_total_ok.csv", "Model,GPU hours (M),tCO2e\n"
                             "X 1 8B,1.3,390\n"
                             "X 1 70B,6.4,1900\n"
                             "X 1 total,7.7,2290\n"
                             "X 2 1B,0.370,107\n"
                             "X 2 3B,0.460,133\n"
                             "X 2 total,0.830,240\n" },
    { "columns_ok.csv",
      "Model,Dynamic (t CO2e),Idle (t CO2e),Embodied (t CO2e),Total (t CO2e)\n"
      "m1,24.69,14.6,11.2,50.5\n"
      "m2,10.0,5.0,3.0,18.0\n" },
    { "share_ok.csv", "Part,Energy (kWh),Share (%)\n"
                      "a,500,50\n"
                      "b,300,30\n"
                      "c,200,20\n"
                      "Total,1000,100\n" },
    { "average_row_ok.csv", "model,kWh,kgCO2e\n"
                            "a,100,40\n"
                            "b,200,80\n"
                            "Average,150,60\n" },
    { "max_row_ok.csv", "model,kWh,kgCO2e\n"
                        "a,100,40\n"
                        "b,200,80\n"
                        "Total,300,120\n"
                        "Mean,150,60\n" },
    { "card_ok.md",
      "---\n"
      "license: mit\n"
      "co2_eq_emissions:\n"
      "  emissions: 12600\n"
      "  source: computed\n"
      "  geographical_location: Paris, France\n"
      "  hardware_used: 1 x V100\n"
      "---\n"
      "# m\n"
      "Training emitted about 12.6 kg of CO2eq in total, all experiments included.\n" },
    { "lb_ok.csv", "run,Energy (kWh),Carbon intensity (kg/kWh),Emissions (lbs)\n"
                   "a,1000,0.4,881.8\n" },
    { "short_ton_ok.csv",
      "run,Energy (MWh),Carbon intensity (kg/kWh),Emissions (short tons)\n"
      "a,1000,0.4,440.9\n" },
    { "gj.csv", "model,GPU hours,Power (W),Energy (GJ)\n"
                "a,100000,400,144\n" },
    { "ok.csv", "Model,GPUs,Training time (days),GPU hours\n"
                "big,64,10,\"15,360\"\n"
                "small,8,5,960\n" },
    { "gpudays_ok.csv", "Model,# GPUs,Wall-clock hours,GPU-days\n"
                        "big,64,240,640\n" },
    { "energy_ok.csv", "Model,Num GPUs,GPU Hours,GPU power (W),Energy (kWh)\n"
                       "a,8,377.8,300,113.34\n" },
    { "once.csv", "Model,GPU hours,Avg power (W),PUE,Energy (kWh)\n"
                  "a,10000,300,1.2,3600\n" },
    { "water_ok.csv", "site,IT energy (kWh),PUE,WUE (L/kWh),EWIF (L/kWh),Water (L)\n"
                      "s,1000,1.2,1.8,3.1,5520\n" },
    { "water_m3.csv", "site,IT energy (MWh),PUE,WUE (L/kWh),EWIF (L/kWh),Water (m3)\n"
                      "s,1000,1.2,1.8,3.1,5520\n" },
    { "ok.csv", "model,energy (MWh),grid intensity (kg/kWh),tCO2\n"
                "a,100,0.45,45\n" },
    { "lbmwh_ok.csv", "model,energy (MWh),grid intensity (lb/MWh),CO2 (lb)\n"
                      "a,100,954,95400\n" },
    { "gmj.yaml", "name: a\n"
                  "energy: 1000 kWh\n"
                  "intensity: 500 g/kWh\n"
                  "emissions: 500 kg\n"
                  "location: DE\n" },
    { "gkwh_unmarked_ok.csv", "model,energy_kwh,carbon_intensity,emissions_kg\n"
                              "a,1000,450,450\n" },
    { "ok.csv", "Model,GPU,GPU hours,TDP (W),kWh\n"
                "a,A100 80GB,1000,400,400\n" },
    { "node_ok.csv", "run,hardware,nodes,hours,node power (kW),kWh\n"
                     "a,8x A100,2,100,6.5,1300\n" },
    { "ok.csv", "model,energy (MWh),grid intensity (kg/kWh),tCO2e,offsets (t)\n"
                "a,1000,0.4,400,400\n" },
    { "ok.csv", "model,energy (kWh),region,kgCO2e\n"
                "a,1000,France,56\n"
                "b,2000,Sweden,80\n"
                "c,4000,Poland,2640\n" },
    { "ok.csv", "model,GPU hours,power (W),tCO2e\n"
                "a,1400K,350-400,230\n" },
    { "ok.csv", "run,start,end,intensity_time,kWh\n"
                "a,2023-05-01T00:00:00Z,2023-05-02T00:00:00Z,2023-05-01T12:00:00Z,10\n" },
    { "ok.csv", "run_id,duration,cpu_power,ram_power,energy_consumed,emissions\n"
                "x,10,45,10,0.000152778,0.00006\n" },
    { "ok.csv", "model,tCO2e\n"
                "GPT-3,552\n"
                "T5,46.7\n"
                "Meena,96.4\n" },
    { "transposed_ok.csv", "Quantity,Model A,Model B\n"
                           "Energy (MWh),100,200\n"
                           "Carbon intensity (kg/kWh),0.35,0.35\n"
                           "Emissions (tCO2e),35,70\n" },
    { "ok_energy_star.csv",
      "Model,Chips,Days,Power/chip (W),PUE,MWh,gross t,net t,kg/kWh gross,kg/kWh net"
      "\n"
      "T5,512,20,310,1.12,85.7,46.7,46.7,0.545,0.545\n"
      "Meena,1024,30,289,1.09,232,96.4,96.4,0.415,0.415\n"
      "GShard,1024,3.1,288,1.09,24.1,4.8,4.3,0.201,0.177\n"
      "Switch,1024,27,245,1.10,179,72.2,59.1,0.403,0.330\n" },
    { "strubell_layout_ok.csv",
      "Model,Hardware,Power (W),Hours,kWh\302\267PUE,CO2e (lbs),Cloud compute cost\n"
      "T2T base,P100x8,1415.78,12,27,26,$41-$140\n"
      "T2T big,P100x8,1515.43,84,201,192,$289-$981\n"
      "ELMo,P100x3,517.66,336,275,262,$433-$1472\n" },
    { "strubell_layout_bert_79.csv",
      "Model,Hardware,Power (W),Hours,PUE,kWh\302\267PUE,CO2e (lbs)\n"
      "T2T base,P100x8,1415.78,12,1.58,27,26\n"
      "BERT base,V100x64,12041.51,79,1.58,1507,1438\n" },
    { "dup_head.csv", "Model,Params (B),Tokens (B),GPU,GPU hours,Energy (MWh),tCO2e\n"
                      "A,7,1000,A100-80GB,82432,36,14\n"
                      "B,13,1000,A100-80GB,135168,59,23\n" },
    { "power_kw_total.csv",
      "Run,# of GPUs,Avg. total power (kW),Duration (h),Energy (kWh)\n"
      "r1,64,19.2,100,1920\n"
      "r2,128,38.4,50,1920\n" },
    { "pue_percent.csv",
      "Model,IT energy (kWh),PUE,Facility energy (kWh),CI (g/kWh),Emissions (kg)\n"
      "a,1000,1.10,1100,400,440\n" },
    { "hours_seconds.csv", "experiment,duration (s),power (W),energy (Wh)\n"
                           "a,3600,250,250\n"
                           "b,7200,250,500\n" },
    { "minutes.csv", "experiment,time (min),GPU power (W),energy (kWh)\n"
                     "a,90,300,0.45\n" },
    { "joules.csv", "query set,time (s),power (W),energy (kJ)\n"
                    "a,100,300,30\n" },
    { "m14_ok.csv", "model,GPU hours,power (W),tCO2e\n"
                    "a,184320,400,31.22\n"
                    "b,368640,400,62.44\n"
                    "c,1038336,350,153.90\n"
                    "d,1720320,400,291.42\n" },
    { "card_hf_calc_ok.md", "# Model\n"
                            "## Environmental Impact\n"
                            "Includes all experiments.\n"
                            "- **Hardware Type:** 8 x A100-SXM4-40GB\n"
                            "- **Hours used:** 100\n"
                            "- **Cloud Provider:** AWS\n"
                            "- **Compute Region:** eu-west-3\n"
                            "- **Carbon Emitted:** 17.9 kg\n" },
    { "weird_na.csv", "Model,Energy (MWh),tCO2e\n"
                      "A,n/a,\342\200\224\n"
                      "B,100,40\n"
                      "C,-,-\n"
                      "Total,100,40\n" },
    { "plusminus.csv", "Model,Energy (kWh),CI (kg/kWh),kgCO2e\n"
                       "A,100 \302\261 5,0.4,40 \302\261 2\n" },
    { "gpu_years.csv", "Model,GPU-years,Power (W),Energy (MWh)\n"
                       "A,10,300,26.3\n" },
    { "gpu_days.csv", "Model,GPU days,Power per GPU (W),Energy (kWh)\n"
                      "A,10,300,72\n" },
    { "location_market.csv",
      "Model,Energy (MWh),Location-based (tCO2e),Market-based (tCO2e)\n"
      "A,1000,400,120\n"
      "B,2000,800,240\n" },
    { "codecarbon_ok.csv",
      "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_"
      "power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,"
      "pue\n"
      "2024-01-01T00:00:00,p,r1,3600,0.12,0.0000333,50,200,10,0.05,0.2,0.01,0.26,Germ"
      "any,1.0\n" },
    { "usd_columns.csv", "Model,Cost (USD),GPU hours,Price ($/h),kWh\n"
                         "A,1000,500,2,150\n" },
    { "params_only.csv", "Model,Params,Layers,GPU hours\n"
                         "A,7B,32,1000\n"
                         "B,13B,40,2000\n"
                         "Total,,,3000\n" },
    { "sup_ref.csv", "Model,tCO2e\n"
                     "GPT-3 [12],552.1\n"
                     "T5 [3],46.7\n" },
    { "int_pue_both.csv",
      "Model,GPU-hours,Power/GPU (W),PUE,Intensity (g/kWh),Energy (MWh),Emissions (t)"
      "\n"
      "A,100000,400,1.2,350,48,16.8\n" },
    { "shared_pue.yaml",
      "name: fam\n"
      "pue: 1.2\n"
      "location: DE\n"
      "runs:\n"
      " - {name: a, device_hours: 1000, power: 300, energy: 360 kWh}\n"
      " - {name: b, device_hours: 2000, power: 300, energy: 720 kWh}\n" },
    { "usage_effectiveness.csv",
      "Model,GPU,Power (MWh),Power Usage Effect.,Carbon Intensity (kg/kWh),Carbon "
      "Emissions (t),Water Usage Effect. (L/kWh)\n"
      "a,H100,131,1.20,0.332,52.2,1.29\n" },
    { "runs_of_one_name.csv", "project_name,duration,emissions,energy_consumed\n"
                              "p,100,0.004,0.010\n"
                              "p,300,0.012,0.030\n" },
    { "with_and_without_pue.csv", "Model,Energy (kWh) w/o PUE,Energy (kWh) w/ PUE,PUE\n"
                                  "a,1000,1580,1.58\n"
                                  "b,1000,1200,1.20\n" },
};

START_TEST(a_sound_table_gives_no_contradiction_whatever_the_layout)
{
    plume_lint *lint;

    ck_ok(plume_lint_text(&lint, sound[_i].text, strlen(sound[_i].text), sound[_i].path,
                          factors, &error),
          error);
    for (size_t i = 0; i < plume_lint_count(lint); i++) {
        const plume_finding *finding = plume_lint_at(lint, i);

        ck_assert_msg(finding->severity == PLUME_FINDING_INFO ||
                          strcmp(finding->code, "R10") == 0,
                      "%s: %s %s", sound[_i].path, finding->code, finding->message);
    }
    plume_lint_free(lint);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_loop_test(tcase, a_sound_table_gives_no_contradiction_whatever_the_layout,
                        0, (int)(sizeof sound / sizeof sound[0]));
}

int main(void)
{
    return test_main("lint, sound", add);
}
