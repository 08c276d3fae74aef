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
