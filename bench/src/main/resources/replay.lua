-- Sends the requests of a file over and over, each line one: authorization, tab, body.
local requests = {}
local last = 0

function init(args)
    for line in io.lines(args[1]) do
        local authorization, body = line:match("^(.-)\t(.*)$")
        local headers = { ["Authorization"] = authorization, ["Content-Type"] = "application/json" }
        requests[#requests + 1] = wrk.format("POST", nil, headers, body)
    end
end

function request()
    last = last % #requests + 1
    return requests[last]
end
