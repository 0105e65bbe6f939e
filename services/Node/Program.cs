using Microsoft.Extensions.Options;
using SmartCity.Kernel.Hosting;
using SmartCity.Node;

try
{
    await using var node = NodeHost.Build(args, Modules.All);
    await node.RunAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    foreach (var mistake in wrong.Failures)
        await Console.Error.WriteLineAsync(mistake);
    return 2;
}
catch (Exception wrong) when (wrong is InvalidOperationException or System.Data.Common.DbException)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 3;
}
