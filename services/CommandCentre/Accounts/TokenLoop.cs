using Microsoft.Extensions.DependencyInjection;
using SmartCity.Kernel.Loops;

namespace SmartCity.CommandCentre.Accounts;

/// <summary>At start, once: tokens of an earlier version are protected as those of today are.</summary>
internal sealed class TokenLoop(IServiceScopeFactory scopes) : Loop("command-centre tokens")
{
    public override async Task RunAsync(CancellationToken cancellation)
    {
        await using (var scope = scopes.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<AccountStore>().ProtectOldAsync(cancellation);
        Beat();
        await Task.Delay(Timeout.Infinite, cancellation);
    }
}
