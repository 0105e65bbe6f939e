using System.CommandLine;
using SmartCity.AppHost.CommandLine;

// Stopping cleanly means closing the children's pipes and waiting for them: longer than the usual two seconds.
return await Commands.Root().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
