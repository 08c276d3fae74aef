/* cli/completion.c -- what TAB offers in bash, zsh and fish, made from the tables of the
 * commands. */
#include "cli.h"

#include <string.h>

/* text in single quotes, as all three shells read them; fish reads \' and \\ inside, the
 * others end the quotes. */
static void quote(plume_text *out, const char *text, bool fish)
{
    plume_text_add_char(out, '\'');
    for (; *text != '\0'; text++)
        if (*text == '\'')
            plume_text_add(out, fish ? "\\'" : "'\\''");
        else if (*text == '\\' && fish)
            plume_text_add(out, "\\\\");
        else
            plume_text_add_char(out, *text);
    plume_text_add_char(out, '\'');
}

/* --- bash --- */

static void bash_words(plume_text *out, const cli_command *command)
{
    const char *title;

    plume_text_printf(out, "    %s) words='--help --color", command->name);
    for (const cli_option *option = command->option; option->name != NULL; option++)
        plume_text_printf(out, " --%s", option->name);
    for (size_t i = 0; command->kinds != NULL && command->kinds(i, &title) != NULL; i++)
        plume_text_printf(out, " %s", command->kinds(i, &title));
    plume_text_add(out, "' ;;\n");
}

static void complete_bash(plume_text *out)
{
    plume_text_add(out, "_plume() {\n  local current=${COMP_WORDS[COMP_CWORD]} words\n"
                        "  if [ \"$COMP_CWORD\" = 1 ]; then words='");
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        plume_text_printf(out, "%s%s", i == 0 ? "" : " ", cli_commands[i]->name);
    plume_text_add(out, " --help --version'\n  else case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        bash_words(out, cli_commands[i]);
    plume_text_add(out, "    esac\n  fi\n"
                        "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\n"
                        "complete -o default -F _plume plume\n");
}

/* --- zsh --- */

/* In _describe a colon parts the word from what it means. */
static void zsh_line(plume_text *out, const char *word, const char *meaning)
{
    plume_text both;

    plume_text_init(&both);
    for (; *word != '\0'; word++)
        plume_text_printf(&both, *word == ':' ? "\\%c" : "%c", *word);
    plume_text_printf(&both, ":%s", meaning);
    plume_text_add(out, "      ");
    quote(out, both.data, false);
    plume_text_add_char(out, '\n');
    plume_text_dispose(&both);
}

static void zsh_words(plume_text *out, const cli_command *command)
{
    const char *title, *kind;

    plume_text_printf(out, "    %s) offers=(\n", command->name);
    zsh_line(out, "--help", "tells what it takes");
    zsh_line(out, "--color", "auto, always or never");
    for (const cli_option *option = command->option; option->name != NULL; option++) {
        plume_text name;

        plume_text_init(&name);
        plume_text_printf(&name, "--%s", option->name);
        zsh_line(out, name.data, option->help);
        plume_text_dispose(&name);
    }
    for (size_t i = 0; command->kinds != NULL; i++) {
        kind = command->kinds(i, &title);
        if (kind == NULL)
            break;
        zsh_line(out, kind, title != NULL ? title : kind);
    }
    plume_text_add(out, "    ) ;;\n");
}

static void complete_zsh(plume_text *out)
{
    plume_text_add(out, "#compdef plume\n\n_plume() {\n  local name=$words[2]\n"
                        "  local -a offers commands\n  commands=(\n");
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        zsh_line(out, cli_commands[i]->name, cli_commands[i]->summary);
    plume_text_add(out, "  )\n  if (( CURRENT == 2 )); then\n"
                        "    _describe command commands\n    return\n  fi\n"
                        "  case $name in\n");
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        zsh_words(out, cli_commands[i]);
    plume_text_add(out,
                   "  esac\n  _describe option offers\n  _files\n}\n\n_plume \"$@\"\n");
}

/* --- fish --- */

static void fish_command(plume_text *out, const cli_command *command)
{
    const char *title, *kind;

    plume_text_printf(out, "complete -c plume -n __fish_use_subcommand -a %s -d ",
                      command->name);
    quote(out, command->summary, true);
    plume_text_add_char(out, '\n');
    for (const cli_option *option = command->option; option->name != NULL; option++) {
        plume_text_printf(out, "complete -c plume -n '__fish_seen_subcommand_from %s'",
                          command->name);
        if (option->letter != 0)
            plume_text_printf(out, " -s %c", option->letter);
        plume_text_printf(out, " -l %s%s -d ", option->name,
                          option->kind == CLI_FLAG ? "" : " -r");
        quote(out, option->help, true);
        plume_text_add_char(out, '\n');
    }
    for (size_t i = 0; command->kinds != NULL; i++) {
        kind = command->kinds(i, &title);
        if (kind == NULL)
            break;
        plume_text_printf(out,
                          "complete -c plume -n '__fish_seen_subcommand_from %s' -a %s "
                          "-d ",
                          command->name, kind);
        quote(out, title != NULL ? title : "", true);
        plume_text_add_char(out, '\n');
    }
}

static void complete_fish(plume_text *out)
{
    plume_text_add(out, "complete -c plume -l color -x -a 'auto always never'\n"
                        "complete -c plume -l help -d 'tells what it takes'\n"
                        "complete -c plume -n __fish_use_subcommand -l version -d 'its "
                        "version'\n");
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        fish_command(out, cli_commands[i]);
}

/* --- the shells --- */

static const struct shell {
    const char *name;
    void (*complete)(plume_text *out);
} shells[] = {
    { "bash", complete_bash },
    { "zsh", complete_zsh },
    { "fish", complete_fish },
};

bool cli_completion(plume_text *out, const char *shell)
{
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i].name, shell) == 0) {
            shells[i].complete(out);
            return true;
        }
    return false;
}
