using System.Diagnostics;
using SmartCity.AppHost.Topology;

namespace SmartCity.AppHost.Servers;

/// <summary>A server of this system that runs as our child.</summary>
/// <param name="Id">Short id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Data">Its own folder.</param>
/// <param name="Signal">What makes it stop cleanly.</param>
/// <param name="Command">Program and arguments; nothing secret.</param>
/// <param name="Environment">More of the environment.</param>
internal sealed record ServerPlan(string Id, string Name, string Data, string Signal, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment) : IChildPlan
{
    // A server does not watch its parent: the shell does, by the pipe that closes however we end. It stands in a session of its
    // own, so that Ctrl-C and a kill of our whole group reach the pipe and not the server, which is then stopped in its own way.
    private const string Guard = """
        signal=$1; shift
        exec 3<&0
        "$@" </dev/null 3<&- & server=$!
        ( cat <&3 >/dev/null; kill -s "$signal" "$server" 2>/dev/null ) >/dev/null 2>&1 & watcher=$!
        wait "$server"; code=$?
        kill "$watcher" 2>/dev/null
        [ "$code" -eq 0 ] || exit 1
        """;

    public ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = Data };
        foreach (var argument in (string[])["sh", "-c", Guard, "guard", Signal, .. Command])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}
