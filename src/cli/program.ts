import tab from "@bomb.sh/tab/commander";
import { Command, Help, type Option } from "commander";
import { styleText } from "node:util";
import { BASH_PREAMBLE } from "./bash-completion.js";
import { addCommonOptions, describeCommand, examplesText, type Kit } from "./command.js";
import { addBench } from "./commands/bench.js";
import { addDoctor } from "./commands/doctor.js";
import { addExport } from "./commands/export.js";
import { addJobs } from "./commands/jobs.js";
import { addKeys } from "./commands/keys.js";
import { addResults } from "./commands/results.js";
import { addSearch } from "./commands/search.js";
import { addStart } from "./commands/start.js";
import { addTranscribe } from "./commands/transcribe.js";

const EXAMPLES = [
  ["diarist transcribe Monday.m4a", "a recording's transcript"],
  ["diarist transcribe ~/Memos --output ~/Transcripts --note", "a folder of them, each with a note"],
  ["diarist jobs list", "what became of them"],
  ["diarist doctor", "what is wrong, and how to mend it"],
] as const;

const COMPLETION_EXAMPLES = [
  ["source <(diarist completion bash)", "in ~/.bashrc"],
  ["source <(diarist completion zsh)", "in ~/.zshrc, after compinit"],
  ["diarist completion fish > ~/.config/fish/completions/diarist.fish", "once"],
] as const;

/** Below the commands, where they do not stand in the way of what is looked for. */
const ROOT_OPTIONS = `With every command:
  --server URL, --api-key-file FILE, --json, --quiet, --debug, --help

Exit codes:
  0 done, 1 failed, 2 wrong words, 3 some failed, 4 not all of it is there,
  5 no service, 6 no right to it, 130 stopped by Ctrl-C`;

/** The whole command line. Throws CommanderError for what it cannot read, and CliError for what cannot be done. */
export function createProgram(kit: Kit): Command {
  const { stdout, stderr, version } = kit.surroundings;
  const help = new Help();
  const program: Command = new Command("diarist")
    .description(
      "Recordings in; transcripts proved complete, and notes whose every statement points at its second, out.",
    )
    .version(version, "-V, --version", "show the version")
    .helpOption("-h, --help", "explain a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => {
        if (!kit.isJson) write(text.replace(/^error:/, styleText("red", "error:", { stream: stderr })));
      },
    })
    .configureHelp({
      styleTitle: (text) => styleText("bold", text, { stream: stdout }),
      subcommandTerm: (command) => command.name(),
      commandDescription: describeCommand,
      optionDescription: describeOption,
      // Where there are commands, those are what is looked for.
      visibleOptions: (command) =>
        command.commands.length > 0 ? [] : Help.prototype.visibleOptions.call(help, command),
    });
  addCommonOptions(program);
  program.addHelpText("after", () => `\n${ROOT_OPTIONS}\n${examplesText(EXAMPLES)}`);

  program.commandsGroup("Recordings:");
  addTranscribe(program, kit);
  addJobs(program, kit);
  addResults(program, kit);
  addSearch(program, kit);
  addExport(program, kit);
  program.commandsGroup("The service:");
  addStart(program, kit);
  addDoctor(program, kit);
  addKeys(program, kit);
  addBench(program, kit);
  program.commandsGroup("Besides:").helpCommand("help [command]", "Explain a command");
  tab(program, { completionCommandName: "completion" });
  program.commands
    .find((command) => command.name() === "completion")
    ?.summary("Complete commands in bash, zsh or fish")
    .addHelpText("after", () => examplesText(COMPLETION_EXAMPLES))
    .hook("preAction", (_program, { args: [shell] }) => {
      if (shell === "bash") stdout.write(BASH_PREAMBLE);
    });
  return program;
}

/** Commander's own puts quotes around each choice. */
function describeOption({ description, argChoices = [], defaultValue, mandatory }: Option): string {
  const notes = [
    ...(argChoices.length > 0 ? [argChoices.join(", ")] : []),
    ...(mandatory ? ["has to be given"] : []),
    ...(typeof defaultValue === "string" || typeof defaultValue === "number"
      ? [`unless given: ${defaultValue}`]
      : []),
  ];
  return notes.length === 0 ? description : `${description} (${notes.join("; ")})`;
}
