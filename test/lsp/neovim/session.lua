-- What a user does in Neovim, from 0.7 on, with its own client: opens a migration, reads what is said of it, takes a
-- rewrite that makes files, and saves them. Says as JSON what came of it.
--
--     LOCKKEEPER_CLI=… LOCKKEEPER_FOLDER=… LOCKKEEPER_PAGE=… nvim --headless --clean -c "luafile session.lua"

local folder = vim.env.LOCKKEEPER_FOLDER
local file = folder .. "/db/migrations/20250701130000_rename_fullname.sql"
local told = {}

vim.lsp.handlers["window/showMessage"] = function(_, result)
  table.insert(told, result.message)
end

-- As the page on other editors says it, with the program that is tested.
local page = table.concat(vim.fn.readfile(vim.env.LOCKKEEPER_PAGE), "\n")
local setup = page:match("```lua\n(.-)```"):gsub('"npx", "lockkeeper"', '"node", vim.env.LOCKKEEPER_CLI')
vim.cmd("cd " .. folder)
assert(load(setup))()

vim.cmd("edit " .. file)
local buffer = vim.api.nvim_get_current_buf()
vim.wait(120000, function() return #vim.diagnostic.get(buffer) > 0 end, 50)
local client = vim.lsp.get_active_clients()[1].id

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 120000) or {}
  return answers[client] or {}
end

local function here()
  return vim.lsp.util.make_position_params(0, "utf-16")
end

local function messages()
  return vim.tbl_map(function(each) return each.message end, vim.diagnostic.get(buffer))
end

local said = { diagnostics = messages() }

vim.api.nvim_win_set_cursor(0, { 4, 12 })
said.hover = ask("textDocument/hover", here()).result.contents.value
said.lens = ask("textDocument/codeLens", { textDocument = here().textDocument }).result[1].command.title
said.rename = ask("textDocument/rename", vim.tbl_extend("force", here(), { newName = "people" })).error.message

local params = vim.lsp.util.make_range_params(0, "utf-16")
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer) }
local actions = ask("textDocument/codeAction", params).result
said.actions = vim.tbl_map(function(each) return each.title end, actions)

for _, action in ipairs(actions) do
  if action.command then
    ask("workspace/executeCommand", action.command)
    break
  end
end

local rewrite = ask("codeAction/resolve", actions[1])
said.refused = rewrite.error and rewrite.error.message
if rewrite.result then vim.lsp.util.apply_workspace_edit(rewrite.result.edit, "utf-16") end
vim.cmd("silent wall")

local added = { "-- migrate:up", "ALTER TABLE cust" }
vim.cmd("edit " .. folder .. "/db/migrations/20990101000000_more.sql")
buffer = vim.api.nvim_get_current_buf()
vim.api.nvim_buf_set_lines(buffer, 0, -1, false, added)
vim.cmd("silent write")
local place = { textDocument = here().textDocument, position = { line = 1, character = 16 } }
vim.wait(120000, function()
  local offered = ask("textDocument/completion", place).result
  said.completed = vim.tbl_map(function(each) return each.label end, offered.items or offered)
  return vim.tbl_contains(said.completed, "customers")
end, 200)

said.told = told
io.stdout:write(vim.fn.json_encode(said))
vim.cmd("qa!")
