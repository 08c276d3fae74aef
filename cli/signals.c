/* cli/signals.c -- being told to end: what is half built goes first. */
#include "cli.h"

#include <signal.h>
#include <unistd.h>

/* Then the signal has its way, so that a shell sees what ended the program: 128 + n. */
static void end(int number)
{
    sigset_t own;

    plume_unfinished_remove();
    sigemptyset(&own);
    sigaddset(&own, number);
    signal(number, SIG_DFL);
    raise(number);
    sigprocmask(SIG_UNBLOCK, &own, NULL);
    _exit(128 + number);
}

/* A signal that was ignored when the program began (nohup, a shell's `&`) stays so. */
static void catch (int number)
{
    struct sigaction before, wanted = { .sa_handler = end };

    sigfillset(&wanted.sa_mask);
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &wanted, NULL);
}

/* What a terminal, a user, a closed pipe or a limit of the shell ends a program with. */
void cli_signals(void)
{
    static const int ending[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGXCPU };

    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        catch (ending[i]);
    signal(SIGXFSZ, SIG_IGN); /* a file above the limit is then an error of write */
}
