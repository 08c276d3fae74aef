/* What a run's tracker samples of its GPUs: idle ones are told, pauses between sessions
 * hold no energy. */
#include "support/support.h"

#include "logs/power/boards.h"

static plume_boards *boards;

static void begin(void)
{
    static plume_input_options options;

    boards = plume_boards_new(&options);
    ck_assert_ptr_nonnull(boards);
}

static void end(void)
{
    plume_boards_free(boards);
}

static void take(const char *board, double t_s, plume_board_figure figure, double value)
{
    plume_error error;

    ck_assert_int_eq(plume_boards_take(boards, t_s,
                                       (plume_board_reading){ board, figure, value },
                                       &error),
                     PLUME_OK);
}

static plume_board_energy sum(void)
{
    plume_board_energy energy;
    plume_error error;

    ck_assert_int_eq(plume_boards_sum(&energy, boards, -INFINITY, INFINITY, &error),
                     PLUME_OK);
    return energy;
}

START_TEST(a_board_that_idled_throughout_beside_a_busy_one_is_told_with_its_energy)
{
    plume_board_energy energy;

    for (int i = 0; i < 2; i++) {
        take("0", 10.0 * i, PLUME_BOARD_WATTS, 300.0);
        take("0", 10.0 * i, PLUME_BOARD_PERCENT, 50.0);
        take("1", 10.0 * i, PLUME_BOARD_WATTS, 60.0);
        take("1", 10.0 * i, PLUME_BOARD_PERCENT, 0.0);
    }
    energy = sum();
    ck_assert_uint_eq(energy.unused.idle, 1);
    ck_assert_uint_eq(energy.unused.busy, 1);
    ck_assert_double_eq_tol(energy.unused.idle_j, 600.0, 1e-9);
    ck_assert_double_eq_tol(energy.energy_j, 3600.0, 1e-9);
}
END_TEST

START_TEST(a_board_that_was_busy_once_or_has_no_figure_of_it_is_not_idle)
{
    plume_board_energy energy;

    for (int i = 0; i < 4; i++) {
        take("0", 10.0 * i, PLUME_BOARD_WATTS, 300.0);
        take("0", 10.0 * i, PLUME_BOARD_PERCENT, i == 2 ? 1.0 : 0.0);
        take("1", 10.0 * i, PLUME_BOARD_WATTS, 60.0);
    }
    energy = sum();
    ck_assert_uint_eq(energy.unused.idle, 0);
    ck_assert_uint_eq(energy.unused.busy, 1);
}
END_TEST

START_TEST(between_two_sessions_lies_no_energy)
{
    static const double times_s[] = { 0.0, 10.0, 20.0, 5000.0, 5010.0, 5020.0 };
    plume_board_energy energy;

    for (size_t i = 0; i < sizeof times_s / sizeof *times_s; i++)
        for (int board = 0; board < 2; board++)
            take(board == 0 ? "0" : "1", times_s[i], PLUME_BOARD_WATTS, 100.0);
    plume_boards_pause(boards, 4990.0);
    energy = sum();
    ck_assert_double_eq_tol(energy.energy_j, 2.0 * 2.0 * 20.0 * 100.0, 1e-9);
    ck_assert_double_eq_tol(energy.measured_s, 80.0, 1e-9);
    ck_assert_double_eq_tol(energy.gap_s, 0.0, 1e-9);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(
        tcase, a_board_that_idled_throughout_beside_a_busy_one_is_told_with_its_energy);
    tcase_add_test(tcase, a_board_that_was_busy_once_or_has_no_figure_of_it_is_not_idle);
    tcase_add_test(tcase, between_two_sessions_lies_no_energy);
}

int main(void)
{
    return test_main("boards", add);
}
