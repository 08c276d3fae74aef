/* More tables, claims and cards with one slip each. Constructed. */
#include "support/lint_world.h"

static const slip slips[] = {
    { "r10.csv", "R10",
      "model,energy (kWh),region,kgCO2e\n"
      "a,1000,France,475\n"
      "b,2000,Sweden,950\n"
      "c,4000,Poland,1900\n" },
    { "none.csv", "R10",
      "model,energy (kWh),intensity (g/kWh),gCO2e\n"
      "a,1.234,475,586.15\n" },
    { "r11.csv", "R11",
      "run,Energy (kWh),Carbon intensity (g/kWh),CO2e (kg)\n"
      "a,120,300,400\n" },
    { "text.md", "R11",
      "# c\n"
      "This training consumed 23.07 kgCO2e and emitted 82.4 kWh. All runs.\n"
      "\n"
      "- Hours used: 82\n" },
    { "cells.csv", "R11",
      "run,Energy,Emissions\n"
      "a,12.5 kgCO2e,31.2 kWh\n" },
    { "r12.csv", "R12",
      "model,GPU hours,power (W),tCO2e\n"
      "a,1400K,350-400,228.55\n" },
    { "approx.yaml", "R12",
      "name: a\n"
      "devices: 2048\n"
      "hours: ~5 months\n"
      "power: 400 W\n"
      "emissions: 1015.43 t\n" },
    { "r13.csv", "R13",
      "run,start,end,intensity_time,kWh\n"
      "a,2023-05-01T00:00:00Z,2023-05-02T00:00:00Z,2023-06-01T00:00:00Z,10\n" },
    { "year.csv", "R13",
      "run,start date,end date,CI year,kWh,kg/kWh\n"
      "a,2021-03-01,2021-03-05,2023,10,0.3\n" },
    { "codecarbon.csv", "R14",
      "run_id,duration,cpu_power,ram_power,energy_consumed,emissions\n"
      "x,10,45,10,0.000229,0.0001\n" },
    { "kw.csv", "R14",
      "model,hours,power (kW),energy (kWh)\n"
      "a,100,3.2,480\n" },
    { "r15.yaml", "R15",
      "name: Neural architecture search\n"
      "trials: 12800\n"
      "hours: 84 h\n"
      "devices: 8\n"
      "power: 190 W\n"
      "emissions: 200 t\n" },
    { "r16.csv", "R16",
      "model,tCO2e,source\n"
      "GPT-3,502,A\n"
      "GPT-3,552,B\n"
      "meena,96.4,C\n" },
    { "known.csv", "R16",
      "model,tCO2e\n"
      "GPT-3,500\n"
      "T5,46.7\n" },
    { "transposed_r6.csv", "R6",
      "Quantity,Model A,Model B\n"
      "Energy (MWh),100,200\n"
      "Carbon intensity (kg/kWh),0.35,0.35\n"
      "Emissions (tCO2e),45,70\n" },
    { "transposed_md.md", "R14",
      "# all experiments\n"
      "| | A | B |\n"
      "|---|---|---|\n"
      "| GPU-hours | 1000 | 2000 |\n"
      "| Power per GPU (W) | 300 | 300 |\n"
      "| Energy (kWh) | 300 | 900 |\n" },
    { "keyvalue_table.csv", "R4",
      "item,value\n"
      "GPU hours,10000\n"
      "Power (W),300\n"
      "PUE,1.2\n"
      "Energy (kWh),4320\n" },
    { "units_row.csv", "R6",
      "Model,Energy,Intensity,Emissions\n"
      ",MWh,kg/kWh,t\n"
      "a,100,0.35,45\n"
      "b,200,0.35,70\n" },
    { "title_row.csv", "R6",
      "Table 3: carbon of our models,,,\n"
      "Model,Energy (MWh),Intensity (kg/kWh),Emissions (t)\n"
      "a,100,0.35,45\n"
      "b,200,0.35,70\n" },
    { "space_thousands.csv", "R1",
      "model,GPU hours,tCO2e\n"
      "a,184 320,31.22\n"
      "b,368 640,62.44\n"
      "Total,652 960,93.66\n" },
    { "apostrophe.csv", "R1",
      "model,kWh,kg\n"
      "a,1'200,480\n"
      "b,2'400,960\n"
      "Total,3'900,1440\n" },
    { "latex_units.csv", "R6",
      "Model,Energy (MWh),Carbon Intensity (kgCO$_2$e/kWh),Emissions (tCO$_2$eq)\n"
      "a,100,0.35,45\n" },
    { "unicode_sub.csv", "R6",
      "Model,Energy (MWh),Carbon Intensity (kg CO\342\202\202e / kWh),Emissions (t CO"
      "\342\202\202eq)\n"
      "a,100,0.35,45\n" },
    { "metric_tons.csv", "R6",
      "Model,Energy Consumption [MWh],CI [gCO2eq/kWh],Carbon footprint [metric tons C"
      "O2eq]\n"
      "a,100,350,45\n" },
    { "kwh_in_cells.csv", "R6",
      "Model,Energy,Carbon intensity,Emissions\n"
      "a,100 MWh,350 g/kWh,45 t\n" },
    { "olmo_bad.csv", "R6",
      "Model,GPU,Power draw (MWh),PUE,Carbon intensity (kgCO2/kWh),Carbon emissions ("
      "tCO2eq)\n"
      "X,A100,104,1.1,0.610,90\n"
      "Gopher,TPU v3,\"1,066\",1.08,0.330,380\n" },
    { "power_kw_total_bad.csv", "R14",
      "Run,# of GPUs,Avg. total power (kW),Duration (h),Energy (kWh)\n"
      "r1,64,19.2,100,1920\n"
      "r2,128,38.4,50,2880\n" },
    { "pue_fac_bad.csv", "R4",
      "Model,IT energy (kWh),PUE,Facility energy (kWh),CI (g/kWh),Emissions (kg)\n"
      "a,1000,1.10,1210,400,484\n" },
    { "hours_seconds_bad.csv", "R14",
      "experiment,duration (s),power (W),energy (Wh)\n"
      "a,3600,250,250\n"
      "b,7200,250,750\n" },
    { "m14_out.csv", "M14",
      "model,GPU hours,power (W),tCO2e\n"
      "a,184320,400,31.22\n"
      "b,368640,400,62.44\n"
      "c,1038336,350,123.90\n"
      "d,1720320,400,291.42\n" },
    { "yaml_runs_total.yaml", "R1",
      "name: family\n"
      "emissions: 539.00 t\n"
      "runs:\n"
      " - {name: a, emissions: 31.22 t}\n"
      " - {name: b, emissions: 62.44 t}\n"
      " - {name: c, emissions: 291.42 t}\n" },
    { "card_idefics.md", "R6",
      "# c\n"
      "Preliminary experiments are counted.\n"
      "\n"
      "- Hardware Type: A100 80GB\n"
      "- Number of GPUs: 512\n"
      "- Hours used: 672\n"
      "- Power: 400 W\n"
      "- Carbon intensity: 0.288 kg/kWh\n"
      "- Carbon Emitted: 39498 kg\n" },
    { "card_tdp_1.5.md", "R7",
      "# c\n"
      "All runs.\n"
      "- **GPU:** NVIDIA A100-SXM4-80GB\n"
      "- GPU hours: 3264\n"
      "- Power per GPU: 700 W\n"
      "- Carbon Emitted: 835 kg\n" },
    { "footnotes.csv", "R1",
      "Model,Energy (MWh),tCO2e\n"
      "A,100*,40\n"
      "B,200\342\200\240,80\n"
      "Total,350,120\n" },
    { "bold_total.md", "R1",
      "All experiments.\n"
      "\n"
      "| Model | Energy (MWh) | tCO2e |\n"
      "|:--|--:|--:|\n"
      "| A | 100 | 40 |\n"
      "| B | 200 | 80 |\n"
      "| **Total (A+B)** | **330** | **120** |\n" },
    { "overall_row.csv", "R1",
      "Model,MWh,tCO2e\n"
      "A,100,40\n"
      "B,200,80\n"
      "Overall,300,150\n" },
    { "gpu_days_bad.csv", "R3",
      "Model,GPU hours,Power per GPU (W),Energy (kWh)\n"
      "A,10,300,72\n" },
    { "gwp_offset.csv", "R8",
      "Model,Energy (MWh),CI (kg/kWh),Offsets (tCO2e),Emissions (tCO2e)\n"
      "A,1000,0.400,150,250\n" },
    { "water_mwh_bad.csv", "R4",
      "Site,Energy (MWh),PUE,WUE (L/kWh),EWIF (L/kWh),Water (million L)\n"
      "Iowa,1287,1.16,0.14,3.104,5.90\n" },
    { "swapcols.csv", "R11",
      "Model,CO2e (kg),Energy (kWh),CI (kg/kWh)\n"
      "A,1000,400,0.400\n"
      "B,500,200,0.400\n" },
    { "short_names.csv", "R3",
      "model,gpus,wall_hours,gpu_hours\n"
      "a,8,10,10\n" },
    { "total_below_years.csv", "R1",
      "Year,Model,GPU-hours,tCO2e\n"
      "2020,a,1000,0.12\n"
      "2021,b,2000,0.24\n"
      "Total,,3000,0.46\n" },
    { "nodes_times_gpus.csv", "R14",
      "Stage,Wall time,Nodes,GPUs per node,GPU power,Energy\n"
      "pretrain,240 h,16,8,350 W,10.75 MWh\n"
      "finetune,24 h,4,8,350 W,0.40 MWh\n" },
    { "total_column_turned.csv", "R1",
      ",Model A,Model B,Total\n"
      "GPU hours,1000,2000,3000\n"
      "CO2e (kg),120,240,400\n" },
};

START_TEST(a_slip_is_told_by_its_code_whatever_the_layout)
{
    expect_slip(&slips[_i]);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_loop_test(tcase, a_slip_is_told_by_its_code_whatever_the_layout, 0,
                        (int)(sizeof slips / sizeof slips[0]));
}

int main(void)
{
    return test_main("lint, more slips", add);
}
