//! `wasm-bindgen-run INPUT.wasm FOLDER`: writes `portal.js` and `portal_bg.wasm` into the folder.

use std::env;
use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(input), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: wasm-bindgen-run INPUT.wasm FOLDER".into());
    };
    Bindgen::new()
        .web(true)?
        .input_path(input)
        .out_name("portal")
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The loader says where the module lies: its name holds a hash.
        .omit_default_module_path(true)
        .generate(folder)?;
    Ok(())
}
