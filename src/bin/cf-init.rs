//! `cf-init`: the workbench's core on the command line, for pipelines. Reads arguments and files, prints; thinks
//! nothing that the library does not think.

fn main() -> std::process::ExitCode {
    cf_init::cli::main(std::env::args().skip(1).collect())
}
