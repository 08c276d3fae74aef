/* Tables, claims and cards with one slip each, in layouts that people use. Constructed.
 */
#include "support/lint_world.h"

static const slip slips[] = {
    { "grand_total.csv", "R1",
      "Model,Hours on A100,Energy (kWh),CO2e (kg)\n"
      "small,\"1,200\",480,190\n"
      "base,\"2,400\",960,380\n"
      "large,\"9,600\",3840,1520\n"
      "Grand total,\"13,200\",\"5,280\",\"2,590\"\n" },
    { "sum_symbol.csv", "R1",
      "Phase,GPU-hours,t CO2eq\n"
      "Pretraining,120000,20.1\n"
      "Fine-tuning,8000,1.3\n"
      "Evaluation,2100,0.4\n"
      "\316\243,150100,24.8\n" },
    { "all_models.csv", "R1",
      "model,kWh,kgCO2\n"
      "a,100,40\n"
      "b,200,80\n"
      "c,300,120\n"
      "All models,600,260\n" },
    { "subtotals_bad.csv", "R1",
      "model,kWh,kgCO2\n"
      "a1,100,40\n"
      "a2,200,80\n"
      "Subtotal A,300,120\n"
      "b1,50,20\n"
      "b2,50,20\n"
      "Subtotal B,130,52\n"
      "Total,400,160\n" },
    { "columns.csv", "R1",
      "Model,Dynamic (t CO2e),Idle (t CO2e),Embodied (t CO2e),Total (t CO2e)\n"
      "m1,24.69,14.6,11.2,60.5\n"
      "m2,10.0,5.0,3.0,18.0\n" },
    { "share.csv", "R1",
      "Part,Energy (kWh),Share (%)\n"
      "a,500,50\n"
      "b,300,30\n"
      "c,200,30\n" },
    { "semicolon_decimal_comma.csv", "R1",
      "Modell;Energie (kWh);CO2e (kg)\n"
      "A;\"1.200,5\";480,2\n"
      "B;800,5;320,2\n"
      "Summe;2.001,0;900,4\n" },
    { "total_first.csv", "R1",
      "model,GPU hours,tCO2eq\n"
      "Total,3311616,539.00\n"
      "7B,184320,31.22\n"
      "13B,368640,62.44\n"
      "70B,1720320,291.42\n" },
    { "md.md", "R1",
      "# Card\n"
      "\n"
      "All runs are counted, including preliminary ones.\n"
      "\n"
      "| | Time (GPU hours) | Power Consumption (W) | Carbon Emitted (tCO2eq) |\n"
      "|---|---|---|---|\n"
      "| A 7B | 184320 | 400 | 31.22 |\n"
      "| A 13B | 368640 | 400 | 62.44 |\n"
      "| A 70B | 1720320 | 400 | 291.42 |\n"
      "| **Total** | 3311616 | | 539.00 |\n" },
    { "tab.tsv", "R1",
      "model\tkWh\tkgCO2e\n"
      "a\t100\t40\n"
      "b\t200\t80\n"
      "Total\t310\t120\n" },
    { "card_kg.md", "R2",
      "---\n"
      "license: mit\n"
      "co2_eq_emissions:\n"
      "  emissions: 12.6\n"
      "  source: computed\n"
      "  training_type: fine-tuning\n"
      "  geographical_location: Paris, France\n"
      "  hardware_used: 1 x V100\n"
      "---\n"
      "# m\n"
      "Training emitted about 12.6 kg of CO2eq in total, all experiments included.\n" },
    { "row_tonnes.csv", "R2",
      "run,energy_kwh,kg_per_kwh,emissions (t)\n"
      "a,1000,0.4,400\n"
      "b,2000,0.4,800\n" },
    { "row_g_head.csv", "R2",
      "run,Energy [kWh],Intensity [gCO2/kWh],Emissions [gCO2e]\n"
      "a,120,300,36\n"
      "b,240,300,72\n" },
    { "lb.csv", "R2",
      "run,Energy (kWh),Carbon intensity (kg/kWh),Emissions (kg)\n"
      "a,1000,0.4,881.8\n" },
    { "short_ton.csv", "R2",
      "run,Energy (MWh),Carbon intensity (kg/kWh),Emissions (t)\n"
      "a,1000,0.400,440.9\n" },
    { "implausible.csv", "R2",
      "model,energy (kWh),CO2e (t)\n"
      "a,1500,600\n"
      "b,3000,1200\n" },
    { "mwh_kwh.csv", "R14",
      "model,GPU hours,Power (W),Energy (kWh)\n"
      "a,100000,400,40\n" },
    { "gj_bad.csv", "R14",
      "model,GPU hours,Power (W),Energy (GJ)\n"
      "a,100000,400,40\n" },
    { "days_called_hours.csv", "R3",
      "Model,GPUs,Training time (days),GPU hours\n"
      "big,64,10,640\n"
      "small,8,5,40\n" },
    { "wall_called_gpu.csv", "R3",
      "Model,# GPUs,Wall-clock hours,GPU-hours\n"
      "big,64,240,240\n" },
    { "energy_twice.csv", "R3",
      "Model,Num GPUs,GPU Hours,GPU power (W),Energy (kWh)\n"
      "a,8,377.8,300,906.72\n" },
    { "card.md", "R3",
      "# card\n"
      "\n"
      "Includes all experiments.\n"
      "\n"
      "- **Hardware Type:** A100\n"
      "- **Number of GPUs:** 7\n"
      "- **GPU Hours:** 377.8\n"
      "- **Power per GPU:** 400 W\n"
      "- **Energy consumed:** 1057.84 kWh\n" },
    { "twice.csv", "R4",
      "Model,GPU hours,Avg power (W),PUE,Energy (kWh)\n"
      "a,10000,300,1.2,4320\n" },
    { "em_twice.csv", "R4",
      "Model,IT energy (kWh),PUE,Intensity (kg/kWh),Emissions (kg)\n"
      "a,1000,1.5,0.4,900\n" },
    { "em_never.csv", "R4",
      "Model,IT energy (kWh),PUE,Intensity (kg/kWh),Emissions (kg)\n"
      "a,1000,1.5,0.4,400\n" },
    { "fac_twice.csv", "R4",
      "Model,Facility energy (kWh),PUE,Intensity (kg/kWh),Emissions (kg)\n"
      "a,1500,1.5,0.4,900\n" },
    { "water_twice.csv", "R4",
      "site,IT energy (kWh),PUE,WUE (L/kWh),EWIF (L/kWh),Water (L)\n"
      "s,1000,1.2,1.8,3.1,6624\n" },
    { "yaml.yaml", "R4",
      "name: x\n"
      "device_hours: 20000 h\n"
      "power: 250 W\n"
      "pue: 1.4\n"
      "facility_energy: 9.8 MWh\n" },
    { "table_pue_text.md", "R4",
      "# card\n"
      "all runs counted\n"
      "\n"
      "- PUE: 1.3\n"
      "- GPU hours: 1000\n"
      "- Power: 400 W\n"
      "- Energy: 676 kWh\n" },
    { "h100_head.csv", "R5",
      "Model,Device,H100 hours,Power incl. PUE adjusted (W),tCO2e\n"
      "a,H100 SXM,1.46M,700,420\n" },
    { "r6.csv", "R6",
      "phase,GPUs,Hours,Power (kW),Carbon intensity (gCO2e/kWh),Emissions (kg)\n"
      "pre,512,672,0.4,288,39498\n" },
    { "big.csv", "R6",
      "model,energy (MWh),grid intensity (kg/kWh),tCO2\n"
      "a,100,0.35,45\n" },
    { "yaml.yaml", "R6",
      "name: a\n"
      "facility_energy: 36 MWh\n"
      "intensity: 400 g/kWh\n"
      "emissions: 16.2 t\n"
      "location: DE\n" },
    { "r7.csv", "R7",
      "Model,GPU,GPU hours,TDP (W),kWh\n"
      "a,A100 40GB,1000,700,700\n" },
    { "yaml_kw.yaml", "R7",
      "name: a\n"
      "device: V100\n"
      "device_hours: 500\n"
      "power: 0.7 kW\n"
      "energy: 350 kWh\n" },
    { "4090.csv", "R7",
      "run,hardware,gpu_hours,power_w\n"
      "a,RTX 4090,100,1000\n" },
    { "subtracted.yaml", "R8",
      "name: a\n"
      "facility_energy: 1000 MWh\n"
      "intensity: 0.4 kg/kWh\n"
      "offsets: 100 t\n"
      "emissions: 300 t\n"
      "location: DE\n" },
    { "net_zero.csv", "R8",
      "model,energy (MWh),Net emissions (tCO2e)\n"
      "a,100,0\n" },
    { "text.md", "R8",
      "# card\n"
      "All experiments: 539 tCO2eq, 100% of which were offset by our sustainability p"
      "rogram.\n"
      "\n"
      "- GPU hours: 3.3M\n"
      "- Power: 400 W\n" },
    { "r9.md", "R9",
      "# card\n"
      "We report the emissions of the final training run only.\n"
      "\n"
      "- Hours used: 100\n"
      "- Hardware Type: A100\n"
      "- Carbon Emitted: 12 kg\n" },
    { "shared_pue.yaml", "R4",
      "name: fam\n"
      "pue: 1.2\n"
      "runs:\n"
      " - {name: b, device_hours: 2000, power: 300, energy: 864 kWh}\n" },
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
    return test_main("lint, slips", add);
}
