using System.CommandLine;
using SmartCity.Cli;

return await Root.Build().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(5) });
